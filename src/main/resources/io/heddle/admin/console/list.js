// Lists of the REST interface, part by part, as tables.
import { get } from './api.js'
import { count, fill, h, every, wrong } from './dom.js'

const PART = 100
const PAUSE = 5000

/**
 * A table of what a route lists.
 *
 * @param view where it goes
 * @param list path, caption, columns, filters, empty, query and signal; of a column: name, of(item) for a cell,
 *   and kind, number or id; the first one heads its row. What is `whole` has no parts. Of a filter: name, label, and options for a choice.
 */
export function list(view, { path, caption, columns, filters = [], fixed = {}, whole = false, empty = 'There are none.', query, signal }) {
  let cursors = [undefined]
  let known = null
  let turn = 0
  const place = h('div')
  const pager = h('div', { class: 'pager' })
  const search = h('form', { class: 'row', role: 'search', onSubmit: (event) => { event.preventDefault(); begin() } },
    filters.map(({ name, label, options, hint }) => h('label', { class: 'field' }, label, options
      ? h('select', { name, onChange: begin }, h('option', { value: '' }, 'all'),
        options.map((each) => h('option', { value: each, selected: query?.get(name) === each }, each)))
      : h('input', { name, type: 'search', value: query?.get(name) ?? '', placeholder: hint, spellcheck: 'false', autocapitalize: 'none' }))),
    filters.length > 0 ? h('button', {}, 'Search') : null)
  if (filters.length > 0) view.append(search)
  view.append(place, pager)

  const chosen = () => Object.fromEntries([...new FormData(search)].filter(([, value]) => value !== ''))

  function begin() {
    cursors = [undefined]
    known = null
    // The address says what is searched for, so that it can be kept and handed on.
    const words = new URLSearchParams(chosen()).toString()
    history.replaceState(null, '', location.hash.split('?')[0] + (words ? `?${words}` : ''))
    return load()
  }

  async function load() {
    const mine = ++turn
    try {
      const part = await get(path, { ...fixed, ...chosen(), ...(whole ? {} : { limit: PART, cursor: cursors.at(-1) }) }, signal)
      if (mine !== turn || signal.aborted) return
      // Counted for the first part: those behind it do not tell how many a filter has found.
      if (cursors.length === 1) known = part.total
      write(part)
    } catch (problem) {
      if (mine === turn && !signal.aborted) {
        fill(place, wrong(problem))
        fill(pager)
      }
    }
  }

  function write(part) {
    // Whoever is at a button of a row stays there.
    const focus = place.contains(document.activeElement) ? document.activeElement.dataset.at : null
    const head = h('tr', {}, columns.map(({ name, kind }) => h('th', { scope: 'col', class: kind }, name)))
    const rows = part.items.map((item, row) => h('tr', {}, columns.map(({ of, kind }, i) =>
      h(i === 0 ? 'th' : 'td', i === 0 ? { scope: 'row', class: kind } : { class: kind }, of(item)))))
    rows.forEach((row, i) => row.querySelectorAll('a, button').forEach((each, j) => { each.dataset.at = `${i} ${j}` }))
    const first = (cursors.length - 1) * PART
    const found = known ?? part.total
    const range = part.items.length === 0 ? '' : `${count(first + 1)}–${count(first + part.items.length)} of ${count(found)}`
    fill(place, part.items.length === 0 && !part.next
      ? h('div', { class: 'card soft' }, empty)
      : h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': caption },
        h('table', {}, h('caption', {}, caption, range ? ` · ${range}` : ''), h('thead', {}, head), h('tbody', {}, rows))))
    fill(pager, cursors.length === 1 && !part.next ? null : [
      h('button', { disabled: cursors.length === 1, 'data-at': 'back', onClick: () => { cursors.pop(); load() } }, 'Previous'),
      h('button', { disabled: !part.next, 'data-at': 'on', onClick: () => { cursors.push(part.next); load() } }, 'Next'),
    ])
    if (focus) place.querySelector(`[data-at="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true })
  }

  every(PAUSE, signal, () => pager.contains(document.activeElement) && place.querySelector(':hover') ? null : load())
  return { load, begin }
}
