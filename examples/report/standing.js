/* Where a unit stands against each target. */

const standingColumns = [
  { name: 'Chỉ tiêu' },
  { name: 'Kết quả', isNumber: true },
  { name: 'Báo cáo', title: 'đơn vị đã báo cáo', isNumber: true },
  { name: 'Mục tiêu' },
  { name: 'Lộ trình', isNumber: true },
  { name: 'Đánh giá' },
  { name: 'Thêm/bớt', isNumber: true },
];

function standingRow(unit, period, indicator) {
  const row = rowOf(unit, period, indicator.index);
  if (!row) return null;
  const band = bandText(row, indicator);
  const beside = (text, kind) => besideButton(text, row, indicator, unit, period, kind);
  const pace = row.pace !== null && Number(row.pace) !== 0 ? `${numberText(row.periods_left)} kỳ × ${signedText(row.pace)}` : '';
  return {
    cells: [
      [el('span', { class: 'name' }, indicator.name), indicator.source ? el('span', { class: 'source' }, 'mục ' + indicator.source) : null],
      [valueButton(row, indicator, unit, period), hidden(band ? ' khoảng: ' : ''), beside(band, 'band')],
      beside(reportsText(row)),
      row.target ? [beside(askedText(row, indicator)), el('span', { class: 'by' }, 'đến ' + periodText(row.by).toLowerCase())] : 'không có mục tiêu',
      beside(row.path === null ? '' : numberText(row.path) + unitOf(indicator)),
      badge(row),
      [beside(row.gap === null ? '' : signedText(row.gap)), beside(pace, 'pace')],
    ],
    keys: [
      indicator.name, Number(row.value ?? NaN) || (row.value === null ? null : 0), row.units_expected ? row.units_reported / row.units_expected : null,
      row.target ? row.target.number : null, row.path, statusById.get(row.status), row.gap === null ? null : Number(row.gap),
    ],
    attributes: { 'data-row': `${row.unit}|${row.period}|${row.indicator}` },
  };
}

/* "3 Đạt, 1 Không đạt": how many of the rows have which status. */
function countsOf(unit, period) {
  const counts = new Map();
  for (const indicator of indicators) {
    const row = rowOf(unit, period, indicator.index);
    if (row) counts.set(row.status, (counts.get(row.status) || 0) + 1);
  }
  return statuses.filter((status) => counts.has(status.id)).map((status) => ({ status: status.index, count: counts.get(status.id) }));
}

/* With what it counts: the rows of a status, or the list of who has reported. */
function tile(number, text, style, where) {
  return el('li', { class: 'tile' }, el('b', { style }, number), ' ', el('a', { href: '#' + where }, text));
}

/* How many targets are met, and how many reports are in. */
function summary(unit, period, prefix) {
  const own = reportingOf(unit, period);
  const tiles = countsOf(unit, period).filter(({ status }) => statuses[status].id !== 'no_target')
    .map(({ status, count }) => tile(`${signOf(status)} ${count}`, statuses[status].name, styleOf(status), prefix + 'bang-muc-tieu'));
  if (own && own.expected) {
    tiles.push(tile(`${numberText(own.received)}/${numberText(own.expected)}`, `báo cáo đã nộp (${shareText(own.received, own.expected)})`, null, prefix + 'bao-cao'));
    if (own.timeliness_unknown < own.received) {
      tiles.push(tile(`${numberText(own.on_time)}/${numberText(own.expected)}`, `nộp đúng hạn (${shareText(own.on_time, own.expected)})`, null, prefix + 'bao-cao'));
    }
    if (own.missing) tiles.push(tile(numberText(own.missing), 'báo cáo quá hạn chưa nộp', null, prefix + 'bao-cao'));
  }
  return el('ul', { class: 'tiles', 'aria-label': 'Tóm tắt' }, tiles);
}

function standingSection(unit, period, prefix) {
  const rows = indicators.map((indicator) => standingRow(unit, period, indicator)).filter(Boolean);
  const table = makeTable({
    caption: `Kết quả so với mục tiêu, ${units[unit].name}, ${periodText(periods[period].id).toLowerCase()}. Bấm vào một con số để xem vì sao có số đó.`,
    columns: standingColumns, rows, kind: 'standing cards', empty: 'Không có kết quả nào cho kỳ này.',
  });
  table.element.id = prefix + 'bang-muc-tieu';
  return section(prefix + 'muc-tieu', 'Đến đâu so với mục tiêu', summary(unit, period, prefix), table.element, legend());
}
