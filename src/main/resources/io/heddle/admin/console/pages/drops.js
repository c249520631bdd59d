import { get } from '../api.js'
import { count, every, fill, h, time, top, words } from '../dom.js'
import { clientLink } from './clients.js'

export function show(view, { title, query, signal, has, operation }) {
  const totals = h('div')
  view.append(top(title, h('p', {}, 'messages that somebody did not get, and why')), totals)
  let first = null
  every(3000, signal, async () => {
    const { messagesDropped: now } = await get('/api/v1/statistics')
    first ??= { now, at: Date.now() }
    reasons(totals, now, first)
  })
  if (has('GET /api/v1/drops')) last(view, operation('GET /api/v1/drops'), query, signal)
}

function reasons(place, now, first) {
  const all = Object.values(now).reduce((total, each) => total + each, 0)
  const most = Math.max(1, ...Object.values(now))
  const rows = Object.entries(now).filter(([, number]) => number > 0).sort(([, a], [, b]) => b - a)
  const others = Object.entries(now).filter(([, number]) => number === 0).map(([reason]) => words(reason).toLowerCase())
  fill(place, rows.length === 0 ? h('div', { class: 'card' }, 'No message has been dropped since the start.')
    : h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': 'Drops by reason' }, h('table', {},
      h('caption', {}, `By reason · ${count(all)} since the start`),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Reason'), h('th', { scope: 'col', class: 'number' }, 'Messages'),
        h('th', { scope: 'col', class: 'number' }, 'Since this page is open'), h('th', { scope: 'col' }, h('span', { class: 'unseen' }, 'Share')))),
      h('tbody', {}, rows.map(([reason, number]) => {
        const bar = h('span', { class: 'bar', 'aria-hidden': 'true' })
        bar.style.width = `${Math.max(3, 160 * number / most)}px`
        const more = number - (first.now[reason] ?? 0)
        return h('tr', {}, h('th', { scope: 'row' }, words(reason)), h('td', { class: 'number' }, count(number)),
          h('td', { class: 'number' }, more > 0 ? `+${count(more)}` : ''), h('td', {}, bar))
      })))), h('p', { class: 'soft below' }, `None: ${others.join(', ')}.`))
}

function last(view, operation, query, signal) {
  const reasons = operation.parameters.find((each) => each.name === 'reason')?.schema.enum ?? []
  const place = h('div')
  const input = (name) => h('input', { name, type: 'search', value: query.get(name) ?? '', spellcheck: 'false', autocapitalize: 'none' })
  const form = h('form', { class: 'row', role: 'search', onSubmit: (event) => { event.preventDefault(); load() } },
    h('label', { class: 'field' }, 'Reason', h('select', { name: 'reason', onChange: () => load() }, h('option', { value: '' }, 'all'),
      reasons.map((each) => h('option', { value: each }, words(each))))),
    h('label', { class: 'field' }, 'Did not get it', input('clientId')), h('label', { class: 'field' }, 'Published it', input('publisher')),
    h('label', { class: 'field' }, 'Topic or filter', input('topic')), h('button', {}, 'Search'))
  view.append(h('div', { class: 'top' }, h('h2', {}, 'The last ones')), form, place)
  async function load() {
    const { items } = await get('/api/v1/drops', Object.fromEntries(new FormData(form)), signal)
    if (place.contains(document.activeElement) && document.activeElement.tagName === 'A') return
    fill(place, items.length === 0 ? h('div', { class: 'card soft' }, 'None is remembered that this would be about.')
      : h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': 'The last messages that were dropped' }, h('table', {},
        h('caption', {}, `The last ${count(items.length)}, the newest first`),
        h('thead', {}, h('tr', {}, ['When', 'Reason', 'Did not get it', 'Topic', 'QoS', 'Published it', 'In words'].map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, items.map((it) => h('tr', {}, h('td', {}, time(it.at)), h('td', {}, words(it.reason)),
          h('td', { class: 'id' }, it.clientId === undefined ? '' : clientLink(it.clientId)), h('td', { class: 'id' }, it.topic), h('td', { class: 'number' }, it.qos),
          h('td', { class: 'id' }, it.publisher === undefined ? '' : clientLink(it.publisher)), h('td', {}, it.text.join(' ').replace(/^\S+Z: /, ''))))))))
  }
  every(5000, signal, load)
}
