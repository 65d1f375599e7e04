'use strict';
/* Figures, days and periods as they are written in Vietnamese. */

const MONTH = 1, QUARTER = 2, HALF = 3, YEAR = 4, SPAN = 5;

/* Exact digits with a decimal comma and dots between thousands; null is nothing. */
function numberText(figure) {
  if (figure === null || figure === undefined) return '';
  const [whole, decimals] = String(figure).split('.');
  const grouped = whole.replace('-', '−').replace(/\B(?=(\d{3})+$)/g, '.');
  return decimals ? grouped + ',' + decimals : grouped;
}

/* With its sign: −3, +12. */
function signedText(figure) {
  return (Number(figure) > 0 ? '+' : '') + numberText(figure);
}

/* A share in percent with one decimal, cut and not rounded: 100% is all of them and nothing less. */
function shareText(part, whole) {
  if (!whole) return '';
  const tenths = Math.floor((1000 * part) / whole);
  return numberText(tenths % 10 ? (tenths / 10).toFixed(1) : tenths / 10) + '%';
}

/* dd/mm/yyyy of YYYY-MM-DD, or of days since 1970-01-01. */
function dayText(day) {
  if (day === null || day === undefined) return '';
  const iso = typeof day === 'number' ? new Date(day * 86400000).toISOString().slice(0, 10) : day;
  return iso.split('-').reverse().join('/');
}

function periodParts(name) {
  const match = /^(\d+)(?:-(H|Q)?(\d+))?$/.exec(name);
  return match ? { year: match[1], kind: match[2] || (match[3] ? 'M' : 'Y'), number: Number(match[3]) } : null;
}

function periodText(name) {
  const parts = periodParts(name);
  if (!parts) return name === 'plan' ? 'Cả giai đoạn' : 'Giai đoạn ' + name.replace('..', '–');
  if (parts.kind === 'Y') return 'Năm ' + parts.year;
  if (parts.kind === 'H') return `6 tháng ${parts.number === 1 ? 'đầu' : 'cuối'} năm ${parts.year}`;
  return `${parts.kind === 'Q' ? 'Quý' : 'Tháng'} ${parts.number} năm ${parts.year}`;
}

/* For the head of a column. */
function periodShort(name) {
  const parts = periodParts(name);
  if (!parts) return name === 'plan' ? 'Cả gđ' : name.replace('..', '–');
  if (parts.kind === 'Y') return parts.year;
  if (parts.kind === 'H') return `6T ${parts.number === 1 ? 'đầu' : 'cuối'} ${parts.year}`;
  return `${parts.kind === 'Q' ? 'Q' : 'T'}${parts.number}/${parts.year}`;
}

const kindNames = { [MONTH]: 'Tháng', [QUARTER]: 'Quý', [HALF]: '6 tháng', [YEAR]: 'Năm', [SPAN]: 'Nhiều năm', 6: 'Cả giai đoạn' };

/* What two texts are compared by: without marks and case, so that "tam duong" finds "Tam Đường". */
function plainText(text) {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase();
}

const collator = new Intl.Collator('vi', { numeric: true });
