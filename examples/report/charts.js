/*
 * The years of an indicator, as a drawing of ECharts: the value, the band where reports are missing, and the way that the
 * plan asks for: the path from the baseline through every milestone to the last one, also after the cut-off. The same
 * figures stand in a table below, for who does not see the drawing.
 */

const ink = '#1d2b36', softInk = '#4a5a66', actualColor = '#0b5394', bandColor = '#9fc5e8', pathColor = '#7a4a00', targetColor = '#a61c00';
const labelStyle = { color: ink, fontFamily: 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif', fontSize: 12, textBorderColor: '#ffffff', textBorderWidth: 3 };

const yearsOf = (unit, indicator) => periods.filter((period) => period.kind === YEAR)
  .map((period) => ({ period, row: rowOf(unit, period.index, indicator.index) })).filter(({ row }) => row && row.value !== null);

const dayOf = (iso) => Date.parse(iso) / 86400000;
const untilDay = dayOf(rollup.until);

/* Where a day stands on the axis: the last day of 2025 at 2025. */
function placeOfDay(day) {
  const year = asked.years.find(([, , last]) => day <= last) || asked.years[asked.years.length - 1];
  const place = asked.years.indexOf(year), [, first, last] = year;
  return Number(asked.years[0][0]) + place - (last - day) / (last - first + 1);
}

/* What a target is called: an aspiration says so. */
const milestoneText = (milestone, indicator) => (milestone.isAspiration ? 'phấn đấu ' : '') + targetText(milestone.target, indicator);

/* The milestones of a course. One that is measured from what was reported has its number from the row. */
function milestonesOf(points, course) {
  return (course ? course.milestones : []).map((milestone) => {
    const row = points.map((point) => point.row).reverse().find(({ by, target }) => by === milestone.by && target && target.number !== null);
    return milestone.goal === null && row ? { ...milestone, target: row.target, goal: dayOf(row.as_of) >= milestone.day && row.path !== null ? row.path : row.target.number } : milestone;
  });
}

/* The path as points, a gap where nothing is asked or known: where it begins, each row, the end of each year after it,
   each milestone. */
function pathPoints(points, course, milestones, from) {
  if (!course) return [];
  const known = new Map();
  if (course.start && course.start.value !== null) known.set(course.start.day, course.start.value);
  const last = Math.max(...milestones.map(({ day }) => day));
  course.years.forEach((year, place) => {
    const day = asked.years[place][2];
    if (day <= last || day <= untilDay) known.set(day, year ? year.path : null);
  });
  for (const { row } of points) if (row.path !== null) known.set(dayOf(row.as_of), row.path);
  for (const { day, goal } of milestones) if (goal !== null) known.set(day, goal);
  return [...known].filter(([day]) => day >= from).sort(([one], [other]) => one - other);
}

/* The milestones from a day on that have a place on the drawing. Of several that ask the same one after the other the
   last one is named; where there are many names, those that lie behind have none. Ahead, names stand on both sides. */
function milestonePoints(milestones, from) {
  const shown = milestones.filter(({ day, goal }) => goal !== null && day >= from);
  const same = (one, other) => other && JSON.stringify(one.target) === JSON.stringify(other.target) && one.isAspiration === other.isAspiration;
  const points = shown.map((milestone, place) => ({ milestone, isNamed: !same(milestone, shown[place + 1]), isAcross: false }));
  const named = points.filter(({ isNamed }) => isNamed);
  if (named.length > 2) for (const point of named) point.isNamed = point.milestone.day >= untilDay;
  named.filter(({ milestone }) => milestone.day > untilDay).forEach((point, place) => { point.isAcross = place % 2 === 1; });
  return points;
}

/* The path begins at the baseline, or with the first year that has a value. */
const firstDay = (points, course) => Math.min(points[0].period.first, course?.start ? course.start.day : Infinity);

/* Every year of the drawing, which is marked where it ends. */
function yearMarks(places) {
  const first = Math.ceil(Math.min(...places)), last = Math.ceil(Math.max(...places));
  return Array.from({ length: last - first + 1 }, (_, step) => first + step);
}

/* Where two years next to each other are not of the same units: a line across is no trend. */
const breaksOf = (unit, indicator) => breaks.filter((one) => one.unit === unit && one.indicator === indicator.index);

function chartOption(points, course, indicator, broken) {
  const from = firstDay(points, course);
  const all = milestonesOf(points, course);
  const path = pathPoints(points, course, all, from), milestones = milestonePoints(all, from);
  const drawn = points.map(({ period, row }) => {
    const cut = period.last > untilDay ? ` (đến ${dayText(row.as_of).slice(0, 5)})` : '';
    const isMissing = row.units_reported < row.units_expected;
    const rate = isMissing ? `\n{rate|BC ${shareText(row.units_reported, row.units_expected)}}` : '';
    return { row, cut, isMissing, at: placeOfDay(dayOf(row.as_of)), label: `{value|${axisNumber(Math.round(row.value * 10) / 10)}${cut}}${rate}` };
  });
  /* The labels of values stand on the side where the target is not. */
  const lastRow = points[points.length - 1].row;
  const isAbove = !lastRow.target || lastRow.target.number === null || Number(lastRow.value) >= Number(lastRow.target.number);
  const hasBand = (row) => row.low !== null && row.high !== null && row.low !== row.high;
  const shown = points.flatMap(({ row }) => [row.value, row.low, row.high]).concat(path.map(([, value]) => value), milestones.map(({ milestone }) => milestone.goal))
    .filter((value) => value !== null).map(Number);
  const places = drawn.map(({ at }) => at).concat(path.filter(([, value]) => value !== null).map(([day]) => placeOfDay(day)));
  const ratio = indicator.isRatio && indicator.per === 100;
  const least = ratio ? Math.max(0, Math.floor((Math.min(...shown) - (isAbove ? 12 : 5)) / 10) * 10) : Math.min(0, ...shown);
  const band = (name, read, area) => ({
    type: 'line', name, stack: 'band', stackStrategy: 'all', symbol: 'none', lineStyle: { opacity: 0 }, data: drawn.map(({ at, row }) => [at, read(row)]), ...area,
  });
  return {
    animation: false,
    textStyle: { fontFamily: labelStyle.fontFamily, color: ink },
    grid: { left: 8, right: 24, top: 28, bottom: 8, containLabel: true },
    xAxis: {
      type: 'value', min: Math.min(...places) - 0.5, max: Math.max(...places) + 0.5, axisTick: { show: true, customValues: yearMarks(places) }, splitLine: { show: false },
      axisLabel: { color: ink, hideOverlap: true, customValues: yearMarks(places), formatter: (value) => String(value) }, axisLine: { onZero: false, lineStyle: { color: ink } },
    },
    yAxis: {
      type: 'value', min: least, max: ratio ? (value) => Math.max(100, Math.ceil(value.max / 10) * 10) : null,
      axisLabel: { color: ink, formatter: (value) => axisNumber(value) + unitOf(indicator) }, axisLine: { show: false }, splitLine: { lineStyle: { color: '#d5dbe0' } },
    },
    series: [
      band('thấp nhất', (row) => Number(hasBand(row) ? row.low : row.value)),
      band('khoảng', (row) => (hasBand(row) ? Number(row.high) - Number(row.low) : 0), { areaStyle: { color: bandColor, opacity: 0.75 } }),
      { type: 'line', name: 'lộ trình', data: path.map(([day, value]) => [placeOfDay(day), value === null ? '-' : Number(value)]), symbol: 'none', lineStyle: { type: 'dashed', color: pathColor, width: 2 }, itemStyle: { color: pathColor } },
      {
        type: 'line', name: 'kết quả', lineStyle: { color: actualColor, width: 2.5 }, itemStyle: { color: actualColor },
        data: drawn.map(({ at, row, cut, isMissing, label }) => ({ name: label, label: { align: cut ? 'left' : 'center' }, value: [at, Number(row.value)], symbol: isMissing ? 'emptyCircle' : 'circle' })),
        markLine: {
          silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: ink, type: 'dotted', width: 1.5 },
          data: broken.map(({ before }) => ({ xAxis: Number(before) + 0.5 })),
        },
        symbolSize: 8, label: { show: true, position: isAbove ? 'top' : 'bottom', rich: { value: { ...labelStyle, fontWeight: 'bold', lineHeight: 15 }, rate: { ...labelStyle, color: softInk, fontSize: 10, lineHeight: 12 } }, formatter: ({ name }) => name },
      },
      {
        type: 'scatter', name: 'mục tiêu', symbol: 'diamond', symbolSize: 11, itemStyle: { color: targetColor, opacity: 1 }, clip: false, z: 3,
        data: milestones.map(({ milestone, isNamed, isAcross }, place) => ({
          value: [placeOfDay(milestone.day), Number(milestone.goal)], name: isNamed ? milestoneText(milestone, indicator) : '',
          label: { align: place === milestones.length - 1 ? 'right' : 'left', position: isAbove !== isAcross ? 'bottom' : 'top' },
        })),
        label: { show: true, distance: 8, color: targetColor, fontWeight: 'bold', textBorderColor: '#ffffff', textBorderWidth: 3, formatter: ({ name }) => name },
      },
    ],
  };
}

/* 408,5 tr for money, so that the axis stays narrow. */
function axisNumber(value) {
  const size = Math.abs(value);
  const short = (by, name) => numberText(Math.round((value / by) * 10) / 10) + name;
  return size >= 1e9 ? short(1e9, ' tỷ') : size >= 1e6 ? short(1e6, ' tr') : numberText(Math.round(value * 10) / 10);
}

/* The drawing as SVG that fits its place, and is sharp on paper. */
function drawChart(holder, option, width) {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height: width < PAPER_WIDTH + 1 ? 190 : 230 });
  chart.setOption(option);
  const drawing = document.createElement('template');
  drawing.innerHTML = chart.renderToSVGString();
  chart.dispose();
  const svg = drawing.content.firstElementChild;
  svg.setAttribute('aria-hidden', 'true');
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  holder.replaceChildren(svg);
}

const drawnCharts = new Set();

function drawAll(width) {
  for (const chart of drawnCharts) {
    if (!chart.holder.isConnected) drawnCharts.delete(chart);
    else drawChart(chart.holder, chart.option, width || Math.max(280, Math.min(900, chart.holder.clientWidth || 600)));
  }
}

/* What is asked after the cut-off, where there are no rows: the end of each year up to the last milestone, and each
   milestone. */
function yearsAhead(course) {
  if (!course) return [];
  const last = Math.max(...course.milestones.map(({ day }) => day));
  const ahead = course.years.filter((year) => year && year.day > untilDay && year.day <= last);
  const known = new Set(ahead.map(({ id }) => id));
  const between = course.milestones.filter(({ by, day }) => day > untilDay && !known.has(by)).map(({ by, day, goal, target }) => ({ id: by, day, path: goal, by, target, origin: { by, due: day } }));
  return [...ahead, ...between].sort((one, other) => one.day - other.day);
}

function chartTable(points, course, indicator, unit) {
  const pathText = (path) => (path === null ? '' : numberText(path) + unitOf(indicator));
  const beside = (text, row, period) => besideButton(text, row, indicator, unit, period.index);
  const aheadText = (target, by) => {
    const milestone = course.milestones.find((one) => one.by === by);
    return `${milestone ? milestoneText({ ...milestone, target }, indicator) : targetText(target, indicator)}, ${periodText(by).toLowerCase()}`;
  };
  const isCut = (period) => period.last > untilDay;
  return makeTable({
    caption: `${indicator.name}, ${units[unit].name}: số của đồ thị`,
    kind: 'plain',
    columns: ['Năm', 'Kết quả', 'Khoảng', 'Báo cáo', 'Mục tiêu', 'Lộ trình', 'Đánh giá'].map((name) => ({ name, isFixed: true, isNumber: name === 'Kết quả' })),
    rows: [...points.map(({ period, row }) => ({
      keys: [],
      cells: [period.id + (isCut(period) ? ` (đến ${dayText(row.as_of)})` : ''), valueButton(row, indicator, unit, period.index), ...[bandText(row, indicator), reportsText(row),
        row.target ? `${askedText(row, indicator)}, ${periodText(row.by).toLowerCase()}` : '', pathText(row.path)].map((text) => beside(text, row, period)), badge(row)],
    })), ...yearsAhead(course).map(({ id, day, path, target, by, origin }) => ({
      keys: [],
      cells: [periodShort(id), 'chưa đến', '', '', aheadText(target, by),
        path === null ? '' : el('button', { type: 'button', class: 'figure', onclick: () => showPathAhead(unit, indicator, { id, day, path, origin, target, whole: aheadText(target, by) }) }, pathText(path), hidden(`: vì sao? ${indicator.name}`)), ''],
      attributes: { class: 'ahead', 'data-period': id },
    }))],
  }).element;
}

function chartFigure(unit, indicator, id) {
  const points = yearsOf(unit, indicator), course = courseOf(unit, indicator.index);
  if (points.length < 2 && !(points.length && yearsAhead(course).length)) return null;
  const last = points[points.length - 1], goal = course?.milestones[course.milestones.length - 1];
  const broken = breaksOf(unit, indicator);
  const cut = broken.length ? ` Không cùng những đơn vị: ${broken.map(({ before, year }) => `${before}–${year}`).join(', ')}.` : '';
  const way = goal && goal.day > untilDay ? ` Mục tiêu ${milestoneText(goal, indicator)} ${periodText(goal.by).toLowerCase()}.` : '';
  const holder = el('div', { class: 'drawing', role: 'img', 'aria-label': `Đồ thị ${indicator.name}: ${last.period.id} là ${valueText(last.row, indicator)}, báo cáo ${reportsText(last.row)}.${way}${cut} Số của từng năm ở bảng dưới.` });
  drawnCharts.add({ holder, option: chartOption(points, course, indicator, broken) });
  return el('figure', { class: 'chart', id }, el('figcaption', {}, indicator.name,
    el('span', { class: 'by' }, `${periodText(last.period.id)}: ${valueText(last.row, indicator)}, báo cáo ${reportsText(last.row)}`)), holder,
    el('details', {}, el('summary', {}, 'Bảng số', hidden(' của đồ thị ' + indicator.name)), scrolled(chartTable(points, course, indicator, unit), 'Bảng số của đồ thị ' + indicator.name)));
}

function chartSection(unit, prefix) {
  const hasTarget = (indicator) => yearsOf(unit, indicator).some(({ row }) => row.target);
  const ordered = [...indicators.filter(hasTarget), ...indicators.filter((indicator) => !hasTarget(indicator))];
  const figures = ordered.map((indicator) => chartFigure(unit, indicator, prefix + 'do-thi-' + indicator.index)).filter(Boolean);
  const key = el('ul', { class: 'legend keys', 'aria-label': 'Ký hiệu của đồ thị' },
    el('li', {}, el('span', { class: 'key line', 'aria-hidden': 'true' }), 'kết quả; chấm rỗng: còn thiếu báo cáo, BC là tỷ lệ đơn vị đã báo cáo đủ'),
    el('li', {}, el('span', { class: 'key band-key', 'aria-hidden': 'true' }), 'khoảng mà kết quả có thể nằm khi đủ báo cáo'),
    el('li', {}, el('span', { class: 'key path-key', 'aria-hidden': 'true' }), 'lộ trình: kết quả cần có, đến mốc cuối của kế hoạch'),
    el('li', {}, el('span', { class: 'key target-key', 'aria-hidden': 'true' }, '◆'), 'mục tiêu, vào ngày đến hạn; “trên” là phải vượt, vừa bằng thì chưa đạt'),
    el('li', {}, el('span', { class: 'key break-key', 'aria-hidden': 'true' }), 'hai bên không cùng những đơn vị: xem ghi chú'));
  return section(prefix + 'do-thi', 'Qua các năm', figures.length ? [key, el('div', { class: 'charts' }, figures)] : el('p', {}, 'Chưa đủ kết quả để vẽ.'));
}
