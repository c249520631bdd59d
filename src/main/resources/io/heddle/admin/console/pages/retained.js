import { ask } from '../api.js'
import { act, bytes, confirmed, h, time, top } from '../dom.js'
import { list } from '../list.js'
import { line, payload, written } from '../payload.js'

export function show(view, { title, query, signal, may }) {
  view.append(top(title, h('p', {}, 'what whoever subscribes gets at once')))
  const look = (it) => {
    const dialog = h('dialog', { 'aria-label': it.topic, onClose: () => dialog.remove() }, h('h2', { class: 'mono' }, it.topic), payload(written(it)),
      h('form', { method: 'dialog', class: 'actions' }, h('button', {}, 'Close')))
    document.body.append(dialog)
    dialog.showModal()
  }
  const forget = async (it) => {
    if (await confirmed(`Forget the retained message of ${it.topic}? Subscribers are not told.`, 'Forget')) {
      await act(() => ask('DELETE', '/api/v1/retained/message', { query: { topic: it.topic } }), `The message of ${it.topic} is forgotten.`)
      shown.load()
    }
  }
  const shown = list(view, {
    path: '/api/v1/retained',
    caption: 'Retained messages, by topic',
    empty: 'No message is retained that this would be about.',
    filters: [{ name: 'filter', label: 'Topic filter', hint: '#' }],
    columns: [
      { name: 'Topic', kind: 'id', of: (it) => it.topic },
      { name: 'Payload', kind: 'id', of: (it) => line(written(it), 120) },
      { name: 'Size', kind: 'number', of: (it) => bytes(written(it).length) },
      { name: 'QoS', kind: 'number', of: (it) => it.qos },
      { name: 'Publisher', kind: 'id', of: (it) => it.publisher ?? '' },
      { name: 'Expires', of: (it) => time(it.expiresAt) },
      { name: h('span', { class: 'unseen' }, 'What can be done'), of: (it) => h('span', { class: 'tags' },
        h('button', { class: 'small', 'aria-label': `Show the message of ${it.topic}`, onClick: () => look(it) }, 'Show'),
        may('operate') ? h('button', { class: 'small danger', 'aria-label': `Forget the message of ${it.topic}`, onClick: () => forget(it) }, 'Forget') : null) },
    ],
    query,
    signal,
  })
}
