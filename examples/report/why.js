/* Why a figure is what it is: what it is made of, from a unit down to the lines of the reports. */

const whyTrail = [];

function whyFact(name, value) {
  return el('div', {}, el('dt', {}, name), el('dd', {}, value));
}

/* 341 / 650 × 100 = 52,4615% */
function formula(row, indicator) {
  if (row.numerator === null) return 'chưa đơn vị nào có đủ số liệu';
  if (!indicator.isRatio) return `${numberText(row.numerator)}`;
  const scale = indicator.per === 1 ? '' : ` × ${numberText(indicator.per)}`;
  return `${numberText(row.numerator)} ÷ ${numberText(row.denominator)}${scale} = ${valueText(row, indicator)}`;
}

/* The missing units of whose size nothing is known: they keep the range open. */
function whyOpen(row, unit, period, indicator) {
  if (row.value === null || row.low !== null || row.high !== null || row.units_reported === row.units_expected) return null;
  const unknown = units.filter(({ index }) => isBelow(index, unit, period)).flatMap(({ index }) => placedAt(index, period, indicator.index)).filter(({ sizesUnknown }) => sizesUnknown);
  if (!unknown.length) return null;
  return whyFact('Chưa rõ khoảng, vì chưa biết quy mô của', el('span', { class: 'unknown-size' }, unknown.map(({ index }) => units[index].name).join(', ')));
}

/* Where the path of a row comes from, where the plan alone says so. */
function originOfRow(row, unit, period, indicator) {
  const origin = courseOf(unit, indicator.index)?.origins[period];
  return origin && origin.by === row.by ? origin : null;
}

const sourceTexts = { 1: 'số gốc', 3: 'mốc trước', 4: 'bắt đầu tính' };

/* "78,3%: chia đều theo ngày từ 60% (số gốc, 31/12/2020) đến trên 90% (31/12/2025), tính đến 31/12/2023" */
function whyPath(path, origin, target, day, indicator) {
  const shown = numberText(path) + unitOf(indicator);
  if (origin && day >= origin.due) return `${shown}: đã đến hạn nên là chính mục tiêu`;
  const start = origin && origin.value !== null ? `${numberText(origin.value)}${unitOf(indicator)} (${sourceTexts[origin.source]}, ${dayText(origin.day)})` : 'kết quả của kỳ trước';
  return `${shown}: chia đều theo ngày từ ${start} đến ${target}${origin ? ` (${dayText(origin.due)})` : ''}, tính đến ${dayText(day)}`;
}

/* "+49: (410 + 49) ÷ 509 × 100 thì đạt trên 90%; 2 kỳ còn lại, mỗi kỳ +24,5" */
function whyGap(row, indicator) {
  if (Number(row.gap) === 0) return '0: đã đạt';
  const sum = `${numberText(row.numerator)} ${Number(row.gap) < 0 ? '−' : '+'} ${numberText(String(row.gap).replace('-', ''))}`;
  const whole = indicator.isRatio ? `(${sum}) ÷ ${numberText(row.denominator)}${indicator.per === 1 ? '' : ` × ${numberText(indicator.per)}`}` : sum;
  const pace = row.pace === null ? '' : `; còn ${numberText(row.periods_left)} kỳ, mỗi kỳ ${signedText(row.pace)}`;
  return `${signedText(row.gap)}: ${whole} thì đạt ${targetText(row.target, indicator)}${pace}`;
}

function whyFacts(row, unit, period, indicator) {
  const facts = [whyFact('Cách tính', formula(row, indicator)), whyFact('Báo cáo', reportsText(row))];
  const band = bandText(row, indicator);
  if (band) facts.push(whyFact('Khi đủ báo cáo', band));
  facts.push(whyOpen(row, unit, period, indicator));
  if (row.target) facts.push(whyFact('Mục tiêu', `${askedText(row, indicator)}, ${periodText(row.by).toLowerCase()}${indicator.source ? `, mục ${indicator.source} của kế hoạch` : ''}`));
  if (row.path !== null) facts.push(whyFact('Lộ trình', whyPath(row.path, originOfRow(row, unit, period, indicator), targetText(row.target, indicator), dayOf(row.as_of), indicator)));
  facts.push(whyFact('Đánh giá', badge(row)));
  if (row.gap !== null) facts.push(whyFact('Thêm/bớt tử số để đạt', whyGap(row, indicator)));
  return el('dl', { class: 'facts' }, facts.filter(Boolean));
}

/* The rows of the units next below, each of which leads on. */
function whyChildren(unit, period, indicator) {
  const rows = childrenOf(unit, period).map((child) => ({ child, row: rowOf(child, period, indicator.index) })).filter(({ row }) => row && (row.units_expected || row.numerator !== null));
  if (!rows.length) return null;
  return scrolled(makeTable({
    caption: `Các đơn vị trực thuộc ${units[unit].name}`, kind: 'plain',
    columns: [{ name: 'Đơn vị' }, { name: 'Kết quả', isNumber: true }, { name: indicator.isRatio ? 'Tử số' : 'Số', isNumber: true }, ...(indicator.isRatio ? [{ name: 'Mẫu số', isNumber: true }] : []), { name: 'Báo cáo', isNumber: true }, { name: 'Đánh giá' }],
    rows: rows.map(({ child, row }) => ({
      cells: [
        el('button', { type: 'button', class: 'unit', 'data-row': `${row.unit}|${row.period}|${row.indicator}`, onclick: () => showWhy(child, period, indicator.index, true) }, units[child].name),
        valueText(row, indicator), numberText(row.numerator), ...(indicator.isRatio ? [numberText(row.denominator)] : []), reportsText(row), badge(row)],
      keys: [units[child].name, row.value, row.numerator, ...(indicator.isRatio ? [row.denominator] : []), row.units_reported, statusById.get(row.status)],
    })),
  }).element, 'Các đơn vị trực thuộc');
}

function openWhy(figure, what, ...content) {
  const dialog = document.getElementById('why');
  const title = el('h2', { id: 'why-title', tabindex: '-1' }, `Vì sao ${figure}?`);
  dialog.replaceChildren(el('div', { class: 'why-head' }, title, el('button', { type: 'button', class: 'close', onclick: () => dialog.close() }, 'Đóng')),
    el('p', { class: 'why-what' }, what), ...content.filter(Boolean));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  title.focus();
}

function backButton() {
  return whyTrail.length < 2 ? null : el('button', { type: 'button', onclick: () => { whyTrail.pop(); const [unit, period, indicator] = whyTrail.pop(); showWhy(unit, period, indicator, true); } },
    '← Quay lại ' + units[whyTrail[whyTrail.length - 2][0]].name);
}

/* From a figure on the page the way begins anew; from within it goes on. */
function showWhy(unit, period, indicatorIndex, goesOn) {
  const indicator = indicators[indicatorIndex];
  const row = rowOf(unit, period, indicatorIndex);
  if (!goesOn) whyTrail.length = 0;
  whyTrail.push([unit, period, indicatorIndex]);
  openWhy(valueText(row, indicator), `${indicator.name} – ${units[unit].name} – ${periodText(periods[period].id)}`,
    backButton(), indicator.definition ? el('p', { class: 'hint' }, indicator.definition) : null, whyFacts(row, unit, period, indicator), whyChildren(unit, period, indicator), whyOwn(unit, period, indicator));
}

/* After the cut-off there is no row, but what the plan asks. */
function showPathAhead(unit, indicator, { id, day, path, origin, target, whole }) {
  openWhy(numberText(path) + unitOf(indicator), `${indicator.name} – ${units[unit].name} – ${periodText(id)}`,
    el('dl', { class: 'facts' }, whyFact('Mục tiêu', whole), whyFact('Lộ trình', whyPath(path, origin, targetText(target, indicator), day, indicator))));
}

const useTexts = ['không dùng', '', 'tạm tính theo kỳ trước', 'lũy kế, trừ đi'];
const factTexts = ['', 'đã được thay', 'rút số đã báo cáo', 'rút số đã báo cáo, sau đó được thay', 'nộp sau ngày đang xét'];
const ENDED = 2, BEGINS = 3;

/* "12, nộp ngày 10/01/2026 (reports.csv, dòng 15)" */
function factText([value, day, file, line, state]) {
  const where = line === null ? '' : ` (${file.split(/[/\\\\]/).pop()}, dòng ${numberText(line)})`;
  return `${value === null ? 'rút' : numberText(value)}${day === null ? '' : ', nộp ngày ' + dayText(day)}${where}${factTexts[state] ? ' – ' + factTexts[state] : ''}`;
}

function whyCell(placed, element, [from, to, use, reason, value, rate]) {
  const when = from === to ? periodShort(from) : `${periodShort(from)} – ${periodShort(to)}`;
  const lines = factsByCell.get(`${placed.index}|${element}|${from}`) || [];
  const words = [useTexts[use] && use !== 0 ? useTexts[use] : null, reason === null ? null : explanations.reasons[reason], rate === null ? null : `mức ${numberText(rate)}`].filter(Boolean);
  return el('li', {}, `${when}: ${value === null ? 'không có số' : numberText(value)}${words.length ? ' – ' + words.join(', ') : ''}`,
    lines.length ? el('ul', { class: 'facts-lines' }, lines.map((line) => el('li', { class: 'fact' }, factText(line)))) : null);
}

function whyTerm(placed, indicator, [element, side, sign, reason, added, cells]) {
  const name = element === null ? 'mỗi đơn vị tính là 1' : elements[element].name;
  const part = indicator.isRatio ? (side === 0 ? 'Tử số: ' : 'Mẫu số: ') : '';
  return el('li', {}, `${part}${sign < 0 ? 'trừ ' : ''}${name}: `, el('b', {}, added === null ? 'không có' : numberText(added)),
    reason === null ? null : ` (${explanations.reasons[reason]})`,
    cells.length ? el('ul', {}, cells.map((cell) => whyCell(placed, element, cell))) : null);
}

/* Where it came from, when it is not the unit itself. */
function placeText(placed, unit) {
  if (placed.index === unit) return 'chính đơn vị';
  if (placed.rule === BEGINS) return `chưa hoạt động, bắt đầu ngày ${dayText(placed.day)}`;
  return placed.rule > 0 && placed.rule <= ENDED && placed.day !== null ? `đã kết thúc ngày ${dayText(placed.day)}` : 'tính vào đây';
}

function whyPlaced(placed, unit, indicator) {
  const sum = placed.numerator === null ? 'không tính: ' + (placed.reason === null ? 'thiếu số liệu' : explanations.reasons[placed.reason])
    : numberText(placed.numerator) + (indicator.isRatio ? ' / ' + numberText(placed.denominator) : '');
  const marks = [placed.carried ? 'tạm tính theo kỳ trước' : null, placed.expected > placed.reported ? 'chưa báo cáo đủ' : null, placed.sizesUnknown ? 'chưa biết quy mô' : null].filter(Boolean);
  const head = [el('b', {}, units[placed.index].name), ` (${placeText(placed, unit)}): `, el('b', { class: 'sum' }, sum), marks.length ? ' – ' + marks.join(', ') : null];
  return el('details', { class: 'placed', 'data-unit': units[placed.index].id, open: placed.index === unit },
    el('summary', {}, head), el('ul', { class: 'lines' }, placed.terms.map((term) => whyTerm(placed, indicator, term))));
}

/* What the units placed here reported themselves; of a count of units which of them meet their target. */
function whyOwn(unit, period, indicator) {
  const all = placedAt(unit, period, indicator.index);
  const found = all.filter((placed) => placed.numerator !== null || placed.expected > 0);
  if (!found.length) return el('p', { class: 'hint' }, 'Đơn vị này không tự báo cáo số liệu nào của chỉ tiêu.');
  if (indicator.counted >= 0) {
    return el('div', {}, el('h3', {}, 'Đơn vị được đếm ở đây'), el('ul', {}, found.map((placed) => el('li', {},
      el('button', { type: 'button', class: 'unit', onclick: () => showWhy(placed.index, period, indicator.counted, true) }, units[placed.index].name),
      placed.numerator === null ? `: chưa xét được (${placed.reason === null ? '' : explanations.reasons[placed.reason]})` : Number(placed.numerator) ? ': đạt' : ': không đạt'))));
  }
  return el('div', {}, el('h3', {}, 'Số liệu tính ngay tại đơn vị này'), found.map((placed) => whyPlaced(placed, unit, indicator)));
}
