/* What is shown: a unit and a period, which the address remembers. */

const shown = { unit: root, period: lastPeriodOf(root) };

function article(unit, period, prefix) {
  return el('article', { class: 'report', 'data-unit': units[unit].id },
    el('h2', { class: 'what' }, units[unit].name, el('span', {}, `${periodText(periods[period].id)} · số liệu đến hết ngày ${dayText(rowDay(period))}`)),
    standingSection(unit, period, prefix), chartSection(unit, prefix), heatSection(unit, period, prefix), missingSection(unit, period, prefix),
    taskSection(unit, period, prefix), notesSection(unit, prefix));
}

/* The day up to which a period's figures go. */
function rowDay(period) {
  const until = Date.parse(rollup.until) / 86400000;
  return Math.min(periods[period].last, until);
}

function depthOf(unit) {
  const period = lastPeriodOf(unit);
  let depth = 0;
  for (let above = plan.tree[period][unit]; above >= 0 && depth < 64; above = plan.tree[period][above]) depth++;
  return depth;
}

function fillChoices() {
  const listed = parents.some(({ index }) => index === shown.unit) ? parents : [...parents, units[shown.unit]];
  document.getElementById('unit').replaceChildren(...listed.map((unit) => option(unit.index, '\u00a0\u00a0'.repeat(depthOf(unit.index)) + unit.name, unit.index === shown.unit)));
  document.getElementById('period').replaceChildren(...periodsOf(shown.unit).map((period) => option(period.index, periodText(period.id), period.index === shown.period)));
}

function render() {
  fillChoices();
  document.getElementById('noi-dung').replaceChildren(article(shown.unit, shown.period, ''));
  drawAll();
  document.title = `${units[shown.unit].name}, ${periodText(periods[shown.period].id)} – ${plan.id}`;
}

function remember() {
  history.replaceState(null, '', `#${encodeURIComponent(units[shown.unit].id)}/${periods[shown.period].id}`);
}

function goTo(unit) {
  shown.unit = unit;
  if (!livesIn(unit, shown.period)) shown.period = lastPeriodOf(unit);
  remember();
  render();
  say(`Đang xem ${units[unit].name}, ${periodText(periods[shown.period].id)}`);
  document.getElementById('noi-dung').focus();
}

/* "#tam-duong/2025-H1"; anything else is a section of the page. */
function readAddress() {
  let parts = [];
  try {
    parts = decodeURIComponent(location.hash.slice(1)).split('/');
  } catch {
    return;
  }
  const unit = unitById.get(parts.slice(0, -1).join('/')), period = periodById.get(parts[parts.length - 1]);
  if (unit !== undefined && period !== undefined && livesIn(unit, period)) Object.assign(shown, { unit, period });
}

/* On paper the charts are drawn as wide as they will stand there. */
const PAPER_WIDTH = 345;

/* The root, and each unit next below it in the last period in which it lives. */
function printAll() {
  const booklet = document.getElementById('booklet');
  const next = units.filter(({ index }) => index !== root && parents.some((unit) => unit.index === index) && plan.tree[lastPeriodOf(index)][index] === root);
  const pages = [[root, shown.unit === root ? shown.period : lastPeriodOf(root)], ...next.map(({ index }) => [index, lastPeriodOf(index)])];
  booklet.replaceChildren(...pages.map(([unit, period], number) => article(unit, period, `b${number}-`)));
  booklet.hidden = false;
  document.body.classList.add('booklet');
  window.print();
}

/* What is folded away on the screen and belongs on paper is opened. */
function beginPrint() {
  drawAll(PAPER_WIDTH);
  for (const folded of document.querySelectorAll('details.paper:not([open])')) {
    folded.open = true;
    folded.classList.add('opened');
  }
}

function endPrint() {
  for (const opened of document.querySelectorAll('details.opened')) {
    opened.open = false;
    opened.classList.remove('opened');
  }
  document.body.classList.remove('booklet');
  document.getElementById('booklet').replaceChildren();
  document.getElementById('booklet').hidden = true;
  drawAll();
}

function begin() {
  document.getElementById('issuer').textContent = plan.issuer || '';
  document.getElementById('stamp').append(...stampLines());
  document.getElementById('unit').addEventListener('change', (event) => goTo(Number(event.target.value)));
  document.getElementById('period').addEventListener('change', (event) => { shown.period = Number(event.target.value); remember(); render(); });
  document.getElementById('print-one').addEventListener('click', () => window.print());
  document.getElementById('print-all').addEventListener('click', printAll);
  window.addEventListener('hashchange', () => { if (location.hash.includes('/')) { readAddress(); render(); } });
  window.addEventListener('beforeprint', beginPrint);
  window.addEventListener('afterprint', endPrint);
  let width = window.innerWidth;
  window.addEventListener('resize', () => { if (window.innerWidth !== width) { width = window.innerWidth; drawAll(); } });
  readAddress();
  render();
}

begin();
