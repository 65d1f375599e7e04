-- Computes one row through LuaJIT's FFI, from the headers as the preprocessor leaves them.
-- usage: luajit row.lua LIBRARY HEADERS PLAN REPORTS UNIT YEAR INDICATOR
local ffi = require("ffi")
local library, headers, plan_path, reports_path, unit, year, indicator = unpack(arg)

local file = assert(io.open(headers))
ffi.cdef(file:read("*a"))
file:close()
local C = ffi.load(library)

local OK, YEAR, NUMERATOR, DENOMINATOR, VALUE = 0, 4, 3, 4, 5

local errors = ffi.new("childplan_diagnostics *[1]")
assert(C.childplan_diagnostics_new(errors) == OK)

local function check(status)
  if status == OK then return end
  local text = ffi.new("char[?]", 1024)
  for i = 0, tonumber(C.childplan_diagnostics_count(errors[0])) - 1 do
    C.childplan_diagnostics_format(errors[0], i, 0, text, 1024)
    io.stderr:write(ffi.string(text), "\n")
  end
  error(ffi.string(C.childplan_status_string(status)))
end

local plan = ffi.new("childplan_plan *[1]")
check(C.childplan_plan_load_file(plan_path, nil, plan, errors[0]))
local reports = ffi.new("childplan_reports *[1]")
check(C.childplan_reports_new(plan[0], reports))
local import = ffi.new("childplan_import *[1]")
check(C.childplan_import_new(reports[0], import))
check(C.childplan_import_read_file(import[0], reports_path, errors[0]))
check(C.childplan_import_commit(import[0], nil, nil, errors[0]))
local rollup = ffi.new("childplan_rollup *[1]")
check(C.childplan_rollup_compute(reports[0], nil, rollup, errors[0]))

local row = ffi.new("size_t[1]")
check(C.childplan_rollup_find(rollup[0], C.childplan_plan_find_unit(plan[0], unit),
  C.childplan_period_of(YEAR, tonumber(year), 1), C.childplan_plan_find_indicator(plan[0], indicator), row))

-- Exact figures as 64-bit numbers, the value as text.
local figure = ffi.new("int64_t[1]")
local function exact(column)
  check(C.childplan_rollup_get(rollup[0], row[0], column, figure))
  return (tostring(figure[0]):gsub("LL$", ""))
end
local text = ffi.new("char[64]")
C.childplan_rollup_text(rollup[0], row[0], VALUE, text, 64)
print(exact(NUMERATOR), exact(DENOMINATOR), ffi.string(text))

C.childplan_rollup_free(rollup[0])
C.childplan_import_free(import[0])
C.childplan_reports_free(reports[0])
C.childplan_plan_free(plan[0])
C.childplan_diagnostics_free(errors[0])
