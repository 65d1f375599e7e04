// The same from C++, with an owner for what the library gives.
#include <childplan/childplan.h>

#include <iostream>
#include <memory>

int main() {
    childplan_diagnostics *list = nullptr;
    if (childplan_diagnostics_new(&list) != CHILDPLAN_OK) {
        return 1;
    }
    const std::unique_ptr<childplan_diagnostics, decltype(&childplan_diagnostics_free)> owner(
        list, childplan_diagnostics_free);
    char name[16];
    childplan_period_format(childplan_period_of(CHILDPLAN_HALF, 2025, 1), name, sizeof name);
    std::cout << childplan_version_string() << " " << name << "\n";
    return childplan_diagnostics_count(owner.get()) == 0 ? 0 : 1;
}
