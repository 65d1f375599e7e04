/* Elements of the page. Texts always go in as text: no name can become an element. */

function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

const hidden = (text) => el('span', { class: 'unseen' }, text);

/* Tells it to who does not see the page change. */
function say(text) {
  document.getElementById('said').textContent = text;
}

/* A section with its heading. */
function section(id, title, ...children) {
  return el('section', { id, 'aria-labelledby': id + '-h' }, el('h2', { id: id + '-h' }, title), ...children);
}

function option(value, text, isChosen) {
  return el('option', { value, selected: isChosen }, text);
}

function select(attributes, options) {
  return el('select', attributes, options);
}
