/* Units × periods of one indicator, in the plan's colours, with a sign in each cell. */

const COLUMNS_SHOWN = 12;

/* The shortest kind of period of which all columns fit. */
function heatKind(unit) {
  const kinds = [...new Set(periodsOf(unit).map((period) => period.kind))].sort();
  return kinds.find((kind) => periods.filter((period) => period.kind === kind).length <= COLUMNS_SHOWN) || kinds[0];
}

/* How many of the units have reported, where that is more than one or not all. */
function heatShare(row) {
  if (!row.units_expected || (row.units_expected === 1 && row.units_reported === 1)) return null;
  return el('span', { class: 'share', 'aria-hidden': 'true' }, `${numberText(row.units_reported)}/${numberText(row.units_expected)}`);
}

function heatCell(unit, period, indicator) {
  const row = rowOf(unit, period.index, indicator.index);
  if (!row) return { cell: el('span', { class: 'none' }, hidden('không hoạt động')), key: null, attributes: { class: 'gone' } };
  const status = statusById.get(row.status);
  const words = `${statuses[status].name}${isOpen(row) ? ' (chưa chắc chắn)' : ''}, báo cáo ${reportsText(row)}`;
  const cell = el('button', {
    type: 'button', class: 'heat-value', title: words, 'data-row': `${row.unit}|${row.period}|${row.indicator}`,
    onclick: () => showWhy(unit, period.index, indicator.index),
  }, el('span', { class: 'sign', 'aria-hidden': 'true' }, signOf(status)), ' ',
  row.value === null ? 'thiếu' : numberText(row.value), isOpen(row) ? '?' : null, row.units_carried ? '*' : null, heatShare(row), hidden(', ' + words));
  return { cell, key: row.value === null ? null : Number(row.value), attributes: { class: 'heat-cell', style: styleOf(status) }, status };
}

/* All below, or only those directly below, in any of the columns. */
function heatUnits(unit, columns, isAll) {
  return units.filter(({ index }) => index !== unit && columns.some((period) => livesIn(index, period.index) &&
    (isAll ? isBelow(index, unit, period.index) : plan.tree[period.index][index] === unit)));
}

function heatTable(unit, period, choice) {
  const indicator = indicators[choice.indicator];
  const columns = periods.filter((column) => column.kind === choice.kind);
  const judged = columns.find((column) => column.index === period) || columns[columns.length - 1];
  const rows = [units[unit], ...heatUnits(unit, columns, choice.isAll)].map((shown) => {
    const cells = columns.map((column) => heatCell(shown.index, column, indicator));
    const now = columns.includes(judged) ? cells[columns.indexOf(judged)].status : undefined;
    return {
      cells: [shown.index === unit ? el('b', {}, shown.name) : el('button', { type: 'button', class: 'unit', onclick: () => goTo(shown.index) }, shown.name), ...cells.map((cell) => cell.cell)],
      keys: [shown.name, ...cells.map((cell) => cell.key)],
      cellAttributes: [null, ...cells.map((cell) => cell.attributes)],
      plain: plainText(shown.name + ' ' + shown.id), status: now,
    };
  });
  const table = makeTable({
    caption: `${indicator.name}${unitOf(indicator) ? ' (%)' : ''}: các đơn vị qua các kỳ. Dòng dưới: số đơn vị đã báo cáo.`,
    columns: [{ name: 'Đơn vị' }, ...columns.map((column) => ({ name: periodShort(column.id), title: periodText(column.id), isNumber: true }))],
    rows, kind: 'heat',
  });
  return { table, judged };
}

function filterHeat(heat, text, status, counter) {
  const plain = plainText(text.trim());
  let count = 0;
  for (const row of heat.table.rows) {
    row.element.hidden = !(row.plain.includes(plain) && (status === '' || row.status === Number(status)));
    count += !row.element.hidden;
  }
  counter.textContent = `${numberText(count)}/${numberText(heat.table.rows.length)} đơn vị`;
}

function heatSection(unit, period, prefix) {
  const choice = { indicator: Math.max(0, indicators.findIndex((indicator) => rowOf(unit, period, indicator.index)?.target)), kind: heatKind(unit), isAll: false };
  const holder = scrolled(el('p', {}), 'Bảng các đơn vị qua các kỳ');
  const counter = el('output', { class: 'counter' });
  const name = (part) => prefix + part;
  const filter = el('input', { type: 'search', id: name('loc-ten'), autocomplete: 'off' });
  const statusFilter = select({ id: name('loc-danh-gia') }, [option('', 'mọi đánh giá'), ...statuses.map((status) => option(status.index, `${signOf(status.index)} ${status.name}`))]);
  let heat = null;
  const refilter = () => filterHeat(heat, filter.value, statusFilter.value, counter);
  const redraw = () => {
    heat = heatTable(unit, period, choice);
    holder.replaceChildren(heat.table.element);
    judged.textContent = `Lọc đánh giá theo ${periodText(heat.judged.id).toLowerCase()}.`;
    refilter();
  };
  const judged = el('p', { class: 'hint' });
  const indicatorChoice = select({ id: name('chi-tieu'), onchange: (event) => { choice.indicator = Number(event.target.value); redraw(); } },
    indicators.map((indicator) => option(indicator.index, indicator.name, indicator.index === choice.indicator)));
  const kindChoice = select({ id: name('loai-ky'), onchange: (event) => { choice.kind = Number(event.target.value); redraw(); } },
    [...new Set(periods.map((column) => column.kind))].sort((one, other) => other - one).map((kind) => option(kind, kindNames[kind], kind === choice.kind)));
  const scope = select({ id: name('pham-vi'), onchange: (event) => { choice.isAll = event.target.value === 'all'; redraw(); } },
    [option('next', 'trực thuộc'), option('all', 'mọi đơn vị bên dưới')]);
  filter.addEventListener('input', refilter);
  statusFilter.addEventListener('change', refilter);
  redraw();
  const field = (text, input) => el('label', {}, text + ' ', input);
  return section(prefix + 'cac-don-vi', 'Các đơn vị qua các kỳ',
    el('div', { class: 'filters' }, field('Chỉ tiêu', indicatorChoice), field('Kỳ', kindChoice), field('Đơn vị', scope), field('Tìm đơn vị', filter), field('Đánh giá', statusFilter), counter),
    judged, holder, legend());
}
