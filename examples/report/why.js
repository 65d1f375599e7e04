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

function whyFacts(row, indicator) {
  const facts = [whyFact('Cách tính', formula(row, indicator)), whyFact('Báo cáo', reportsText(row))];
  const band = bandText(row, indicator);
  if (band) facts.push(whyFact('Khi đủ báo cáo', band));
  if (row.target) facts.push(whyFact('Mục tiêu', `${targetText(row.target, indicator)}, ${periodText(row.by).toLowerCase()}`));
  if (row.path !== null) facts.push(whyFact('Lộ trình', numberText(row.path) + unitOf(indicator)));
  facts.push(whyFact('Đánh giá', badge(row)));
  if (row.gap !== null) facts.push(whyFact('Thêm/bớt tử số để đạt', signedText(row.gap)));
  return el('dl', { class: 'facts' }, facts);
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
  const dialog = document.getElementById('why');
  const title = el('h2', { id: 'why-title', tabindex: '-1' }, `Vì sao ${valueText(row, indicator)}?`);
  dialog.replaceChildren(el('div', { class: 'why-head' }, title, el('button', { type: 'button', class: 'close', onclick: () => dialog.close() }, 'Đóng')),
    el('p', { class: 'why-what' }, `${indicator.name} – ${units[unit].name} – ${periodText(periods[period].id)}`),
    ...[backButton(), indicator.definition ? el('p', { class: 'hint' }, indicator.definition) : null, whyFacts(row, indicator), whyChildren(unit, period, indicator), whyOwn(unit, period, indicator)].filter(Boolean));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  title.focus();
}

/* What units placed here reported themselves. */
function whyOwn(unit, period, indicator) {
  if (!explanations) return null;
  return null;
}
