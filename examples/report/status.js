/* How a figure is judged: by a short sign and the plan's name, never by its colour alone. */

const FIRST_THRESHOLD = 5;
const fallbackColors = ['#1a9850', '#d73027', '#e8ecef', '#ffffff', '#f4f4f4'];
const builtInSigns = ['✓', '✗', '…', '∅', '–'];

/* Of the thresholds the best is ▲, the last ▼, those between ◆, numbered where they are several. */
function signOf(status) {
  if (status < FIRST_THRESHOLD) return builtInSigns[status];
  const last = statuses.length - 1;
  if (status === FIRST_THRESHOLD) return '▲';
  if (status === last) return '▼';
  return last - FIRST_THRESHOLD > 2 ? '◆' + (status - FIRST_THRESHOLD) : '◆';
}

function luminance(color) {
  const parts = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
}

/* Black or white, whichever is read better on the colour: one of them always has a contrast above 4.5. */
const inkOn = (color) => ((luminance(color) + 0.05) ** 2 > 1.05 * 0.05 ? '#000000' : '#ffffff');

const colorOf = (status) => statuses[status].color || fallbackColors[status] || '#f4f4f4';
const styleOf = (status) => `background-color:${colorOf(status)};color:${inkOn(colorOf(status))}`;

/* Met or missed, but a report that is missing could still change it. */
const isOpen = (row) => row.certain === false;

function badge(row) {
  const status = statusById.get(row.status);
  return el('span', { class: 'badge', style: styleOf(status) },
    el('span', { class: 'sign', 'aria-hidden': 'true' }, signOf(status)), ' ' + statuses[status].name,
    isOpen(row) ? el('span', { class: 'open', title: 'Báo cáo còn thiếu vẫn có thể làm thay đổi' }, ' ?', hidden(' (chưa chắc chắn: báo cáo còn thiếu vẫn có thể làm thay đổi)')) : null);
}

function statusBadge(status) {
  return el('span', { class: 'badge', style: styleOf(status) }, el('span', { class: 'sign', 'aria-hidden': 'true' }, signOf(status)), ' ' + statuses[status].name);
}

function legend() {
  return el('ul', { class: 'legend', 'aria-label': 'Ký hiệu' },
    statuses.map((status) => el('li', {}, statusBadge(status.index))),
    el('li', {}, el('b', {}, '?'), ' báo cáo còn thiếu vẫn có thể làm thay đổi'),
    el('li', {}, el('b', {}, '*'), ' có đơn vị tạm tính theo số liệu kỳ trước'));
}

const operatorTexts = { above: 'trên', at_least: 'từ', below: 'dưới', at_most: 'không quá', equals: 'bằng' };

/* "trên 90%", "từ 5, không quá 7" */
function targetText(target, indicator) {
  if (!target) return '';
  const edge = (part) => `${operatorTexts[part.operator]} ${part.number === null ? '?' : numberText(part.number) + unitOf(indicator)}`;
  return edge(target) + (target.and ? ', ' + edge(target.and) : '');
}

/* What a row is held to: an aspiration says that it is one. */
function askedText(row, indicator) {
  const course = courseOf(unitById.get(row.unit), indicator.index);
  const isAspiration = course?.milestones.some(({ by, isAspiration: aspires }) => by === row.by && aspires);
  return (isAspiration ? 'phấn đấu ' : '') + targetText(row.target, indicator);
}

/* The value, or why there is none: missing is not zero. */
function valueText(row, indicator) {
  if (row.value !== null) return numberText(row.value) + unitOf(indicator);
  return row.numerator === null ? 'chưa có số liệu' : 'không tính được';
}

/* Where the value can lie once every missing report is in. */
function bandText(row, indicator) {
  if (row.value === null || row.units_reported === row.units_expected) return '';
  if (row.low === null && row.high === null) return 'chưa rõ khoảng';
  if (row.low === row.high && row.low === row.value) return '';
  if (row.high === null) return 'trở lên';
  if (row.low === null) return 'trở xuống';
  return `${numberText(row.low)} – ${numberText(row.high)}${unitOf(indicator)}`;
}

/* "21/23 (91,3%) 1*" */
function reportsText(row) {
  if (!row.units_expected) return 'không phải báo cáo';
  const carried = row.units_carried ? ` ${numberText(row.units_carried)}*` : '';
  return `${numberText(row.units_reported)}/${numberText(row.units_expected)} (${shareText(row.units_reported, row.units_expected)})${carried}`;
}

/* A figure of a row, which leads to what it is made of. */
function figureButton(text, row, indicator, unit, period, attributes) {
  return text === '' ? null : el('button', {
    type: 'button', 'data-row': `${row.unit}|${row.period}|${row.indicator}`,
    onclick: () => showWhy(unit, period, indicator.index), ...attributes,
  }, text, hidden(`: vì sao? ${indicator.name}`));
}

const valueButton = (row, indicator, unit, period) => figureButton(valueText(row, indicator), row, indicator, unit, period, { class: 'value' });

/* What stands beside the value and leads to the same place: the Tab key does not stop at each. */
function besideButton(text, row, indicator, unit, period, kind) {
  return figureButton(text, row, indicator, unit, period, { class: kind ? 'figure ' + kind : 'figure', tabindex: '-1' });
}
