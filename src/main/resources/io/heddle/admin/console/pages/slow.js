import { get } from '../api.js'
import { bytes, count, every, fill, h, lasting, tag, top, wrong } from '../dom.js'
import { clientLink } from './clients.js'

const WORDS = { bytes: 'bytes that wait', age: 'age of the first that waits', drops: 'messages dropped' }

export function show(view, { title, signal, operation }) {
  const options = operation('GET /api/v1/slow').parameters?.find((each) => each.name === 'by')?.schema.enum ?? Object.keys(WORDS)
  const by = h('select', { name: 'by', onChange: () => load() }, options.map((each) => h('option', { value: each }, WORDS[each] ?? each)))
  const place = h('div')
  view.append(top(title, h('p', {}, 'who keeps up least with what he gets')), h('form', { class: 'row' }, h('label', { class: 'field' }, 'By', by)), place)
  async function load() {
    try {
      const { items } = await get('/api/v1/slow', { by: by.value, limit: 50 }, signal)
      if (place.contains(document.activeElement) && document.activeElement.tagName === 'A') return
      write(items)
    } catch (problem) {
      if (!signal.aborted) fill(place, wrong(problem))
    }
  }
  function write(items) {
    const told = items.some((it) => it.text)
    fill(place, items.length === 0 ? h('div', { class: 'card soft' }, 'All clients keep up.')
      : h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': title }, h('table', {},
        h('caption', {}, `The slowest first, by ${WORDS[by.value] ?? by.value}`),
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Client Identifier'), h('th', { scope: 'col' }, 'State'),
          ['Waiting', 'Bytes', 'First waits for', 'Not taken by its socket', 'Dropped'].map((name) => h('th', { scope: 'col', class: 'number' }, name)),
          told ? h('th', { scope: 'col' }, 'In words') : null)),
        h('tbody', {}, items.map((it) => h('tr', {}, h('th', { scope: 'row', class: 'id' }, clientLink(it.clientId)),
          h('td', {}, it.connected ? tag('connected', 'good') : tag('away')),
          h('td', { class: 'number' }, count(it.backlog?.queuedMessages ?? it.queuedMessages ?? 0)),
          h('td', { class: 'number' }, bytes(it.backlog?.queuedBytes ?? it.queuedBytes ?? 0)),
          h('td', { class: 'number' }, it.backlog?.oldestAt ? lasting((Date.now() - Date.parse(it.backlog.oldestAt)) / 1000) : ''),
          h('td', { class: 'number' }, it.backlog?.outboxBytes === undefined ? '' : bytes(it.backlog.outboxBytes)),
          h('td', { class: 'number' }, count(it.dropped ?? 0)),
          told ? h('td', {}, [it.text ?? []].flat().join(' ')) : null))))))
  }
  every(3000, signal, load)
}
