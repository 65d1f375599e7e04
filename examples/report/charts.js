/*
 * The years of an indicator, as a drawing of ECharts: the value, the band where reports are missing, the path, and the
 * targets on the day they are due. The same figures stand in a table below, for who does not see the drawing.
 */

const ink = '#1d2b36', actualColor = '#0b5394', bandColor = '#9fc5e8', pathColor = '#7a4a00', targetColor = '#a61c00';

const yearsOf = (unit, indicator) => periods.filter((period) => period.kind === YEAR)
  .map((period) => ({ period, row: rowOf(unit, period.index, indicator.index) })).filter(({ row }) => row && row.value !== null);

/* The years drawn: those with a value, and those after them up to the last target that is in force. */
function axisYears(points) {
  const ends = points.map(({ row }) => row.by && periodParts(row.by)).filter(Boolean).map((parts) => Number(parts.year));
  const first = Number(points[0].period.id), last = Math.max(...ends, ...points.map(({ period }) => Number(period.id)));
  return Array.from({ length: last - first + 1 }, (_, step) => String(first + step));
}

function chartOption(points, indicator) {
  const years = axisYears(points);
  const at = new Map(points.map(({ period, row }) => [period.id, row]));
  const line = (read) => years.map((year) => { const value = at.has(year) ? read(at.get(year)) : null; return value === null ? null : Number(value); });
  const targets = new Map();
  for (const { row } of points) {
    if (row.target && row.target.number !== null) targets.set(String(periodParts(row.by)?.year ?? years[years.length - 1]), row.target);
  }
  /* The labels of values stand on the side where the target is not. */
  const lastRow = points[points.length - 1].row;
  const isAbove = !lastRow.target || lastRow.target.number === null || Number(lastRow.value) >= Number(lastRow.target.number);
  const hasBand = (row) => row.low !== null && row.high !== null && row.low !== row.high;
  const shown = points.flatMap(({ row }) => [row.value, row.low, row.high, row.path]).concat([...targets.values()].map((target) => target.number))
    .filter((value) => value !== null).map(Number);
  const ratio = indicator.isRatio && indicator.per === 100;
  const least = ratio ? Math.max(0, Math.floor((Math.min(...shown) - 5) / 10) * 10) : Math.min(0, ...shown);
  return {
    animation: false,
    textStyle: { fontFamily: 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif', color: ink },
    grid: { left: 8, right: 24, top: 28, bottom: 8, containLabel: true },
    xAxis: { type: 'category', data: years, boundaryGap: true, axisLabel: { color: ink }, axisLine: { lineStyle: { color: ink } } },
    yAxis: {
      type: 'value', min: least, max: ratio ? (value) => Math.max(100, Math.ceil(value.max / 10) * 10) : null,
      axisLabel: { color: ink, formatter: (value) => axisNumber(value) + unitOf(indicator) }, splitLine: { lineStyle: { color: '#d5dbe0' } },
    },
    series: [
      { type: 'line', name: 'thấp nhất', stack: 'band', stackStrategy: 'all', data: line((row) => (hasBand(row) ? row.low : row.value)), symbol: 'none', lineStyle: { opacity: 0 } },
      { type: 'line', name: 'khoảng', stack: 'band', stackStrategy: 'all', data: line((row) => (hasBand(row) ? Number(row.high) - Number(row.low) : 0)), symbol: 'none', lineStyle: { opacity: 0 }, areaStyle: { color: bandColor, opacity: 0.75 } },
      { type: 'line', name: 'lộ trình', data: line((row) => row.path), symbol: 'none', lineStyle: { type: 'dashed', color: pathColor, width: 2 }, itemStyle: { color: pathColor } },
      {
        type: 'line', name: 'kết quả', lineStyle: { color: actualColor, width: 2.5 }, itemStyle: { color: actualColor },
        data: years.map((year) => (at.has(year) ? { value: Number(at.get(year).value), symbol: at.get(year).units_reported < at.get(year).units_expected ? 'emptyCircle' : 'circle' } : null)),
        symbolSize: 8, label: { show: true, position: isAbove ? 'top' : 'bottom', textBorderColor: '#ffffff', textBorderWidth: 3, color: ink, fontWeight: 'bold', formatter: ({ value }) => axisNumber(Math.round(value * 10) / 10) },
      },
      {
        type: 'scatter', name: 'mục tiêu', symbol: 'diamond', symbolSize: 11, itemStyle: { color: targetColor },
        data: [...targets].map(([year, target], place) => ({
          value: [year, Number(target.number)], name: place === targets.size - 1 ? targetText(target, indicator) : '',
        })),
        label: { show: true, position: isAbove ? 'bottom' : 'top', distance: 8, color: targetColor, fontWeight: 'bold', formatter: ({ name }) => name },
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

function chartTable(points, indicator, unit) {
  return makeTable({
    caption: `${indicator.name}, ${units[unit].name}: số của đồ thị`,
    kind: 'plain',
    columns: ['Năm', 'Kết quả', 'Khoảng', 'Báo cáo', 'Mục tiêu', 'Lộ trình', 'Đánh giá'].map((name) => ({ name, isFixed: true, isNumber: name === 'Kết quả' })),
    rows: points.map(({ period, row }) => ({
      keys: [],
      cells: [period.id, valueButton(row, indicator, unit, period.index), bandText(row, indicator), reportsText(row),
        row.target ? `${targetText(row.target, indicator)}, ${periodText(row.by).toLowerCase()}` : '', row.path === null ? '' : numberText(row.path) + unitOf(indicator), badge(row)],
    })),
  }).element;
}

function chartFigure(unit, indicator, id) {
  const points = yearsOf(unit, indicator);
  if (points.length < 2) return null;
  const last = points[points.length - 1];
  const holder = el('div', { class: 'drawing', role: 'img', 'aria-label': `Đồ thị ${indicator.name}: ${last.period.id} là ${valueText(last.row, indicator)}. Số của từng năm ở bảng dưới.` });
  drawnCharts.add({ holder, option: chartOption(points, indicator) });
  return el('figure', { class: 'chart', id }, el('figcaption', {}, indicator.name), holder,
    el('details', {}, el('summary', {}, 'Bảng số', hidden(' của đồ thị ' + indicator.name)), scrolled(chartTable(points, indicator, unit), 'Bảng số của đồ thị ' + indicator.name)));
}

function chartSection(unit, prefix) {
  const hasTarget = (indicator) => yearsOf(unit, indicator).some(({ row }) => row.target);
  const ordered = [...indicators.filter(hasTarget), ...indicators.filter((indicator) => !hasTarget(indicator))];
  const figures = ordered.map((indicator) => chartFigure(unit, indicator, prefix + 'do-thi-' + indicator.index)).filter(Boolean);
  const key = el('ul', { class: 'legend keys', 'aria-label': 'Ký hiệu của đồ thị' },
    el('li', {}, el('span', { class: 'key line', 'aria-hidden': 'true' }), 'kết quả; chấm rỗng: còn thiếu báo cáo'),
    el('li', {}, el('span', { class: 'key band-key', 'aria-hidden': 'true' }), 'khoảng mà kết quả có thể nằm khi đủ báo cáo'),
    el('li', {}, el('span', { class: 'key path-key', 'aria-hidden': 'true' }), 'lộ trình'),
    el('li', {}, el('span', { class: 'key target-key', 'aria-hidden': 'true' }, '◆'), 'mục tiêu, vào năm đến hạn'));
  return section(prefix + 'do-thi', 'Qua các năm', figures.length ? [key, el('div', { class: 'charts' }, figures)] : el('p', {}, 'Chưa đủ hai năm có kết quả để vẽ.'));
}
