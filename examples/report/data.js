/* The data in the page, as the library wrote it. Units, periods and indicators are known by their place in the lists. */

/* Of 16 digits and more a number would lose the last ones: it is kept as text. */
function readData(id) {
  const text = document.getElementById(id).textContent;
  return JSON.parse(text.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?:\.\d+)?/g, (found) => (found[0] === '"' ? found : `"${found}"`)));
}

const plan = readData('plan-data');
const rollup = readData('rows-data');
const asked = readData('asked-data');
const reporting = readData('reporting-data');
const explanations = readData('explanations-data');
const breaks = readData('breaks-data').map(([unit, indicator, before, year, rows, restated, matched, structure, moved]) =>
  ({ unit, indicator, before, year, rows, restated, matched, structure, moved: moved.map(([index, share, move]) => ({ index, share, move })) }));

const NO_PLACE = -2;

const units = plan.units.map(([id, name, level, place], index) => ({ index, id, name, level, place }));
const periods = plan.periods.map(([id, kind, first, last], index) => ({ index, id, kind, first, last }));
const indicators = plan.indicators.map(([id, name, source, definition, per, isRatio, counted], index) =>
  ({ index, id, name, source, definition, per, isRatio: isRatio === 1, counted }));
const statuses = plan.statuses.map(([id, name, color], index) => ({ index, id, name, color }));
const elements = plan.elements.map(([id, name], index) => ({ index, id, name }));
const tasks = plan.tasks.map(([id, text, indicatorList, leads, cadence], index) =>
  ({ index, id, text, indicators: indicatorList, leads, cadence }));

const placeOf = (list) => new Map(list.map((item) => [item.id, item.index]));
const unitById = placeOf(units), periodById = placeOf(periods), indicatorById = placeOf(indicators), statusById = placeOf(statuses);

const rowKey = (unit, period, indicator) => (unit * periods.length + period) * indicators.length + indicator;
const columnOf = Object.fromEntries(rollup.columns.map((name, index) => [name, index]));
const rowsByKey = new Map(rollup.rows.map((cells) =>
  [rowKey(unitById.get(cells[columnOf.unit]), periodById.get(cells[columnOf.period]), indicatorById.get(cells[columnOf.indicator])), cells]));

/* A row as an object by the names of its columns; null where there is none. */
function rowOf(unit, period, indicator) {
  const cells = rowsByKey.get(rowKey(unit, period, indicator));
  return cells ? Object.fromEntries(rollup.columns.map((name, index) => [name, cells[index]])) : null;
}

const reportingColumn = Object.fromEntries(reporting.columns.map((name, index) => [name, index]));
const reportingByKey = new Map(reporting.rows.map((cells) => [cells[0] * periods.length + periodById.get(cells[1]), cells]));

function reportingOf(unit, period) {
  const cells = reportingByKey.get(unit * periods.length + period);
  return cells ? Object.fromEntries(reporting.columns.map((name, index) => [name, cells[index]])) : null;
}

const lackingByKey = new Map(reporting.lacking.map(([unit, period, cells]) => [unit * periods.length + periodById.get(period), cells]));
const lackingOf = (unit, period) => lackingByKey.get(unit * periods.length + period) || [];

const livesIn = (unit, period) => plan.tree[period][unit] !== NO_PLACE;
const root = units.findIndex((unit) => periods.some((period) => plan.tree[period.index][unit.index] === -1));

function childrenOf(unit, period) {
  return units.filter((child) => plan.tree[period][child.index] === unit).map((child) => child.index);
}

/* What the plan asks of a unit through its whole horizon; null where it asks nothing. */
const originOf = (origin) => origin && { by: origin[0], due: origin[1], source: origin[2], day: origin[3], value: origin[4] };
const courses = asked.courses.map(({ milestones, start, years, origins }) => ({
  milestones: milestones.map(([by, day, goal, target, binding]) => ({ by, day, goal, target, isAspiration: binding === 0 })),
  start: start && { day: start[0], value: start[1] },
  years: years.map((year, place) => year && { id: asked.years[place][0], day: asked.years[place][2], path: year[0], by: year[1], target: year[2], origin: originOf(year[3]) }),
  origins: origins.map(originOf),
}));
const courseOf = (unit, indicator) => courses[asked.units[unit][indicator]] || null;

/* The lines of the reports for a cell. */
const factsByCell = new Map(explanations.facts.map(([unit, element, period, lines]) => [`${unit}|${element}|${period}`, lines]));

/* What the units placed at a unit brought to a row. */
function placedAt(unit, period, indicator) {
  return explanations.placed[period][indicator].filter((placed) => placed[1] === unit).map(
    ([index, , rule, day, reason, numerator, denominator, expected, reported, carried, sizesUnknown, terms]) =>
      ({ index, rule, day, reason, numerator, denominator, expected, reported, carried, sizesUnknown, terms }));
}

/* Whether what a unit reported in a period counts below another, or at it. */
function isBelow(unit, above, period) {
  for (let steps = 0; steps < 100 && unit >= 0; steps++) {
    if (unit === above) return true;
    const parent = plan.tree[period][unit];
    unit = parent === NO_PLACE ? units[unit].place : parent;
  }
  return false;
}

/* Units that have others below them in some period, in the order of the plan. */
const parents = units.filter((unit) => periods.some((period) => plan.tree[period.index].includes(unit.index)));

/* The periods in which a unit has rows. */
const periodsOf = (unit) => periods.filter((period) => livesIn(unit, period.index));

/* The last year of those, or else the last period. */
function lastPeriodOf(unit) {
  const own = periodsOf(unit);
  const end = Math.max(...own.map((period) => period.last));
  const last = own.filter((period) => period.last === end);
  return (last.find((period) => period.kind === YEAR) || last[0] || periods[0]).index;
}

/* "%" where the value is in percent. */
const unitOf = (indicator) => (indicator.isRatio && indicator.per === 100 ? '%' : '');
