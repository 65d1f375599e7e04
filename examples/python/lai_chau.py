"""Which unions reached "over 90%" by the end of 2025, how much is short, and what still hangs on missing reports?

    python3 examples/python/lai_chau.py [-o lai-chau-2025.png]

Asks it of plan 251/KH-LĐLĐ of Lai Châu (beside this folder; its figures are made up), prints the answer and draws it.
The districts ended on 30 June 2025, so the year is restated in the tree of that day: what the unions below a district
reported at the year's end counts at that district. Needs pandas and matplotlib.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import childplan
import matplotlib
import pandas

matplotlib.use("Agg")

from matplotlib import pyplot  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from matplotlib.lines import Line2D  # noqa: E402

FOLDER = Path(__file__).resolve().parents[1] / "lai-chau"
INDICATORS = ["officers_reached", "families_reached_share"]
COUNTED = {"officers_reached": "cán bộ", "families_reached_share": "gia đình"}
LAST_DAY_OF_THE_DISTRICTS = "2025-06-30"
GREY = "#9aa0a6"


def load() -> tuple[childplan.Plan, childplan.Reports]:
    plan = childplan.Plan(FOLDER / "plan.yaml")
    reports = plan.reports()
    reports.read_csv(FOLDER / "reports.csv")
    return plan, reports


def standing(plan: childplan.Plan, reports: childplan.Reports) -> childplan.Rows:
    """The province and the level below it at the end of 2025, in the tree of the districts' last day."""
    return plan.rollup(
        reports,
        periods="2025",
        levels=["province", "upper"],
        indicators=INDICATORS,
        structure=LAST_DAY_OF_THE_DISTRICTS,
    )


def silent_units(plan: childplan.Plan, reports: childplan.Reports) -> pandas.DataFrame:
    """The grassroots unions whose report for the year's end is missing: each row stands for the union alone."""
    rows = plan.rollup(reports, periods="2025", levels="grassroots", indicators=INDICATORS)
    frame = rows.to_pandas(names=True)
    return frame[frame["units_reported"] < frame["units_expected"]]


def percent(value: float) -> str:
    return f"{value:.1f}%".replace(".", ",")


def describe(frame: pandas.DataFrame) -> str:
    """The answer in words, for one indicator of the frame."""
    province = frame.iloc[0]
    below = frame.iloc[1:]
    missed = below[below["status"] == "missed"]
    unsure = below[below["certain"] == "no"]
    name = province["indicator_name"]
    text = f"{name}: toàn tỉnh {percent(province['value'])}"
    if pandas.notna(province["low"]) and province["low"] != province["high"]:
        text += f", khi đủ báo cáo sẽ trong khoảng {percent(province['low'])} – {percent(province['high'])}"
    text += f" ({province['units_reported']}/{province['units_expected']} đơn vị đã báo cáo).\n"
    text += f"  Chưa đạt: {', '.join(missed['unit_name']) or 'không đơn vị nào'}.\n"
    text += f"  Còn tùy báo cáo thiếu: {', '.join(unsure['unit_name']) or 'không đơn vị nào'}."
    return text


def draw(rows: childplan.Rows, plan: childplan.Plan) -> Figure:
    """A line for each union: where it stands, in the plan's own colours, and where missing reports could move it."""
    frame = rows.to_pandas(names=True)
    statuses = {status.id: status for status in plan.statuses}
    with pyplot.rc_context({"font.family": "DejaVu Sans", "font.size": 11}):
        figure, panels = pyplot.subplots(1, len(INDICATORS), figsize=(16, 8.6), sharey=True)
        for axes, indicator in zip(panels, INDICATORS):
            _draw_panel(axes, frame[frame["indicator"] == indicator].reset_index(drop=True), statuses)
        names = frame["unit_name"].drop_duplicates()
        panels[0].set_yticks(range(len(names)), names)
        panels[0].get_yticklabels()[0].set_fontweight("bold")
        panels[0].set_ylim(len(names) - 0.4, -0.6)
        figure.suptitle("Kế hoạch 251/KH-LĐLĐ: cuối năm 2025, đơn vị nào đạt mục tiêu trên 90%?", x=0.015, ha="left",
                        fontsize=17, fontweight="bold")  # fmt: skip
        figure.text(0.015, 0.925, _subtitle(rows), ha="left", va="top", color="#444444")
        figure.legend(handles=_legend(frame, statuses), loc="lower left", bbox_to_anchor=(0.008, 0.035), ncols=5,
                      frameon=False, handletextpad=0.5, columnspacing=1.6)  # fmt: skip
        figure.text(0.015, 0.018, _source(rows), ha="left", fontsize=8.5, color="#666666")
        figure.subplots_adjust(left=0.175, right=0.99, top=0.785, bottom=0.115, wspace=0.03)
    return figure


def _draw_panel(axes: Axes, frame: pandas.DataFrame, statuses: dict[str, childplan.Status]) -> None:
    axes.set_title(frame["indicator_name"][0], loc="left", fontsize=13, fontweight="bold", pad=12)
    axes.axvline(90, color="#333333", linestyle=(0, (4, 3)), linewidth=1.2, zorder=1)
    axes.axhspan(-0.5, 0.5, color="#f1f3f4", zorder=0)
    for place, row in frame.iterrows():
        color = statuses[row["status"]].color or GREY
        certain = row["certain"] == "yes"
        if pandas.notna(row["low"]) and row["low"] < row["high"]:
            axes.plot([row["low"], row["high"]], [place, place], color=GREY, alpha=0.55, linewidth=7,
                      solid_capstyle="butt", zorder=2)  # fmt: skip
        axes.plot(row["value"], place, "o", markersize=11, color=color, markeredgecolor=color, markeredgewidth=2.4,
                  markerfacecolor=color if certain else "white", zorder=3)  # fmt: skip
        is_short = row["gap"] > 0
        weight = "bold" if is_short else "normal"
        axes.text(114, place, percent(row["value"]), va="center", ha="right", fontweight=weight)
        if is_short:
            axes.text(117, place, f"thiếu {row['gap']} {COUNTED[row['indicator']]}", va="center", fontweight=weight)
    axes.set_xlim(48, 145)
    axes.set_xticks(range(50, 101, 10), [f"{number}%" for number in range(50, 101, 10)])
    axes.xaxis.set_ticks_position("top")
    axes.grid(axis="x", color="#e3e5e8", zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _subtitle(rows: childplan.Rows) -> str:
    frame = rows.to_pandas()
    missed = frame[(frame["unit"] != frame["unit"][0]) & (frame["status"] == "missed")]
    unsure = frame[frame["certain"] == "no"]
    return (
        f"{missed['unit'].nunique()} đơn vị cấp trên trực tiếp cơ sở chưa đạt ít nhất một chỉ tiêu; kết quả của "
        f"{unsure['unit'].nunique()} nơi (kể cả toàn tỉnh) còn có thể đổi khi các báo cáo thiếu được nộp.\n"
        f"Xếp theo tổ chức ngày {rows.structure:%d/%m/%Y}, số liệu đến ngày {rows.until:%d/%m/%Y}."
    )


def _legend(frame: pandas.DataFrame, statuses: dict[str, childplan.Status]) -> list[Line2D]:
    def dot(color: str, inside: str, label: str) -> Line2D:
        return Line2D([], [], marker="o", linestyle="", markersize=10, markeredgewidth=2.4, markeredgecolor=color,
                      markerfacecolor=inside, label=label)  # fmt: skip

    handles = [
        dot(status.color or GREY, status.color or GREY, status.name_vi)
        for status in statuses.values()
        if (frame["status"] == status.id).any()
    ]
    handles.append(dot("#555555", "white", "Chưa chắc: còn báo cáo thiếu"))
    handles.append(Line2D([], [], color=GREY, alpha=0.55, linewidth=7, label="Khoảng có thể khi đủ báo cáo"))
    handles.append(Line2D([], [], color="#333333", linestyle=(0, (4, 3)), linewidth=1.2, label="Mục tiêu: trên 90%"))
    return handles


def _source(rows: childplan.Rows) -> str:
    stamp = rows.stamp
    return (
        f"Số liệu minh họa. Tính bằng libchildplan {stamp['childplan']}; SHA-256 "
        f"kế hoạch {stamp['plan_sha256'][:12]}…, báo cáo {stamp['reports_sha256'][:12]}…"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Draws how far the unions of Lai Châu had come by the end of 2025.")
    parser.add_argument("-o", "--output", default="lai-chau-2025.png", help="the picture (default: lai-chau-2025.png)")
    arguments = parser.parse_args()
    plan, reports = load()
    rows = standing(plan, reports)
    frame = rows.to_pandas(names=True)
    for indicator in INDICATORS:
        print(describe(frame[frame["indicator"] == indicator]))
    silent = silent_units(plan, reports)
    print("Chưa nộp đủ báo cáo cuối năm:", ", ".join(silent["unit_name"].drop_duplicates()) + ".")
    figure = draw(rows, plan)
    figure.savefig(arguments.output, dpi=130)
    pyplot.close(figure)
    print("Đã vẽ", arguments.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
