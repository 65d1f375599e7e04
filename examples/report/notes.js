/* How units came, went and moved, where that breaks a series, and how the figures are to be read. */

const nameOf = (unit) => (unit >= 0 ? units[unit].name : 'cấp cao nhất');

/* What happened, as [what it is grouped by, text of the group given its units]. */
function changeKind(unit, before, after) {
  if (!before) return ['begins' + after[2], `bắt đầu hoạt động, trực thuộc ${nameOf(after[2])}`];
  if (!after) return ['ends' + units[unit].place, `kết thúc; số liệu đã báo cáo từ đó tính vào ${nameOf(units[unit].place)}`];
  if (before[2] !== after[2]) return ['moves' + after[2], `chuyển về trực thuộc ${nameOf(after[2])}`];
  if (before[0] !== after[0]) return ['renamed' + unit, `đổi tên từ “${before[0]}” thành “${after[0]}”`];
  return ['level' + after[1], `chuyển sang cấp ${plan.levels[after[1]]}`];
}

function changeGroups(unit) {
  const touches = (index) => unit === root || index === unit || periods.some((period) => isBelow(index, unit, period.index));
  const groups = new Map();
  for (const [index, day, before, after] of plan.changes) {
    if (!touches(index)) continue;
    const [kind, text] = changeKind(index, before, after);
    const key = day + kind;
    if (!groups.has(key)) groups.set(key, { day, text, names: [] });
    groups.get(key).names.push(units[index].name);
  }
  return [...groups.values()].sort((one, other) => one.day - other.day);
}

function changeItem({ day, text, names }) {
  const date = el('time', {}, dayText(day));
  return names.length <= 3
    ? el('li', {}, 'Từ ', date, ': ', names.join(', '), ' ', text, '.')
    : el('li', {}, el('details', { class: 'paper' }, el('summary', {}, 'Từ ', date, `: ${numberText(names.length)} đơn vị ${text}.`), el('p', {}, names.join(', '), '.')));
}

/* Two years, each with its value, which leads to what it is made of. */
function yearPair(unit, indicator, before, year) {
  const shown = (name) => {
    const period = periodById.get(name), row = rowOf(unit, period, indicator);
    return row ? [name + ': ', valueButton(row, indicators[indicator], unit, period), el('span', { class: 'share' }, ` báo cáo ${reportsText(row)}`)] : [name + ': không có'];
  };
  return [...shown(before), ' → ', ...shown(year)];
}

const moveTexts = ['', 'Mới có', 'Không còn', 'Chuyển đến đây', 'Chuyển đi nơi khác'];
const shareTexts = ['Số đã báo cáo nay tính vào đơn vị khác', '', 'Chỉ có số của năm trước', 'Chỉ có số của năm sau', 'Có số cả hai năm nhưng không đủ'];

/* The units that came, went or did not report in both years, under what happened to them. */
function movedUnits(moved) {
  const group = (text, list) => (list.length ? el('li', {}, el('b', {}, text), `: ${list.map(({ index }) => units[index].name).join(', ')}`) : null);
  const MATCHED = 1;
  return el('ul', { class: 'moved' },
    moveTexts.map((text, move) => (move === 0 ? null : group(text, moved.filter((one) => one.move === move)))),
    shareTexts.map((text, share) => (share === MATCHED ? null : group(text, moved.filter((one) => one.move === 0 && one.share === share)))));
}

/* What a difference across a break is made of. */
function showBreak({ unit, indicator, before, year, rows, restated, matched, structure, moved }) {
  const line = (name, figures) => ({ keys: [], cells: [name, ...figures.map((figure) => (figure === null ? 'không có' : numberText(figure)))] });
  whyTrail.length = 0;
  openWhy(rows[2] === null ? 'không có chênh lệch' : numberText(rows[2]), `${indicators[indicator].name} – ${units[unit].name} – ${before} → ${year}`,
    scrolled(makeTable({
      caption: 'Dòng trên trừ dòng dưới: phần do sắp xếp tổ chức, rồi phần của những đơn vị không báo cáo đủ cả hai năm.', kind: 'plain',
      columns: ['', before, year, 'Chênh lệch'].map((name, place) => ({ name, isFixed: true, isNumber: place > 0 })),
      rows: [line('Như trong bảng', rows), line(`Cả hai năm theo tổ chức ngày ${dayText(structure)}`, restated), line('Chỉ những đơn vị báo cáo đủ cả hai năm', matched)],
    }).element, 'Chênh lệch'),
    moved.length ? el('h3', {}, 'Những đơn vị làm nên khác biệt') : null, moved.length ? movedUnits(moved) : null);
}

/* Years next to each other that are not of the same units: a trend across them is none, but on those that are. */
function breakTable(unit) {
  const rows = breaks.filter((one) => one.unit === unit).map((one) => {
    const { indicator, before, year, rows: [, , change], matched: [first, second, matched] } = one;
    const lead = (text, kind) => el('button', { type: 'button', class: kind, onclick: () => showBreak(one) }, text, hidden(': vì sao?'));
    return {
      cells: [indicators[indicator].name, yearPair(unit, indicator, before, year), lead(change === null ? 'không có' : numberText(change), 'value'),
        matched === null ? 'không có đơn vị nào' : [lead(numberText(matched), 'figure'), el('span', { class: 'band' }, `${numberText(first)} → ${numberText(second)}`)]],
      keys: [indicators[indicator].name, before, change === null ? null : Number(change), matched === null ? null : Number(matched)],
    };
  });
  if (!rows.length) return null;
  return el('details', { class: 'paper' }, el('summary', {}, `${numberText(rows.length)} chỗ ngắt trong chuỗi số liệu năm`), makeTable({
    caption: 'Hai năm không cùng những đơn vị: chênh lệch qua đó không hẳn là tăng hay giảm. Cột cuối chỉ tính các đơn vị báo cáo đủ cả hai năm.',
    columns: [{ name: 'Chỉ tiêu' }, { name: 'Giữa' }, { name: 'Chênh lệch', isNumber: true }, { name: 'Cùng đơn vị', isNumber: true }], kind: 'plain', rows,
  }).element);
}

function notesSection(unit, prefix) {
  const groups = changeGroups(unit);
  return section(prefix + 'ghi-chu', 'Ghi chú',
    el('h3', {}, 'Sắp xếp tổ chức'),
    groups.length ? el('ul', {}, groups.map(changeItem)) : el('p', {}, 'Không có đơn vị nào thay đổi trong thời gian này.'),
    breakTable(unit),
    el('h3', {}, 'Cách đọc số'),
    el('ul', {},
      el('li', {}, rollup.structure ? `Mọi kỳ được tính lại theo tổ chức của ngày ${dayText(rollup.structure)}.` : 'Số của kỳ nào theo tổ chức của ngày cuối kỳ đó.'),
      el('li', {}, 'Kết quả của một tỷ lệ là tổng tử số chia tổng mẫu số của mọi đơn vị bên dưới, không phải trung bình các phần trăm.'),
      el('li', {}, 'Chưa có số liệu không phải là 0%. Khoảng dưới kết quả là nơi kết quả sẽ nằm khi các báo cáo còn thiếu được nộp đủ.'),
      el('li', {}, 'Cột Báo cáo là số đơn vị đã báo cáo đủ trên số đơn vị phải báo cáo cho chính chỉ tiêu đó. Thêm/bớt là thay đổi nhỏ nhất của tử số để đạt mục tiêu.')));
}

/* What the page was made from: with the same stamp, the same figures. */
function stampLines() {
  const rest = [
    ['Kế hoạch', plan.id], ['Số liệu đến hết ngày', dayText(rollup.until)],
    ['Theo những gì đã nộp đến ngày', rollup.known_by ? dayText(rollup.known_by) : 'tất cả'],
    ['Tổ chức', rollup.structure ? 'của ngày ' + dayText(rollup.structure) : 'của ngày cuối mỗi kỳ'],
    ['libchildplan', rollup.childplan], ['SHA-256 của kế hoạch', rollup.plan_sha256], ['SHA-256 của báo cáo', rollup.reports_sha256],
  ];
  return [el('h2', {}, 'Dấu xác nhận'), el('dl', { class: 'stamp' }, rest.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)))),
    el('p', { class: 'hint' }, 'Cùng dấu xác nhận thì cùng số liệu. Đồ thị vẽ bằng Apache ECharts 6.1.0 (giấy phép Apache-2.0).')];
}
