import { ask } from '../api.js'
import { act, field, h, qosChoice, tag, top } from '../dom.js'
import { list } from '../list.js'
import { clientLink } from './clients.js'

const KINDS = ['ordinary', 'shared', 'sys']

function columns(may, again, withClient) {
  const remove = async (it) => {
    await act(() => ask('DELETE', '/api/v1/subscriptions', { query: { clientId: it.clientId, filter: it.filter } }),
      `${it.clientId} is unsubscribed from ${it.filter}.`)
    again()
  }
  const all = [
    { name: 'Filter', kind: 'id', of: (it) => it.filter },
    { name: 'Client Identifier', kind: 'id', of: (it) => clientLink(it.clientId) },
    { name: 'Kind', of: (it) => it.kind === 'ordinary' ? '' : tag(it.kind) },
    { name: 'QoS', kind: 'number', of: (it) => it.qos },
    { name: 'Options', of: (it) => h('span', { class: 'tags' },
      it.noLocal ? tag('no local') : null, it.retainAsPublished ? tag('retain as published') : null,
      it.retainHandling === 'send' ? null : tag(`retained: ${it.retainHandling}`), it.identifier ? tag(`identifier ${it.identifier}`) : null) },
    { name: h('span', { class: 'unseen' }, 'Unsubscribe'), of: (it) => may('operate')
      ? h('button', { class: 'small', 'aria-label': `Unsubscribe ${it.clientId} from ${it.filter}`, onClick: () => remove(it) }, 'Unsubscribe') : null },
  ]
  return withClient ? [all[1], all[0], ...all.slice(2)] : [all[0], ...all.slice(2)]
}

/** The form that subscribes somebody. */
function adding(clientId, done) {
  const filter = h('input', { name: 'filter', required: true, spellcheck: 'false', autocapitalize: 'none', placeholder: 'house/+/temperature' })
  const client = clientId === null ? h('input', { name: 'clientId', required: true, spellcheck: 'false', autocapitalize: 'none' }) : null
  const qos = qosChoice()
  return h('form', {
    class: 'row',
    onSubmit: async (event) => {
      event.preventDefault()
      const id = client ? client.value : clientId
      const body = { clientId: id, filter: filter.value, qos: Number(qos.value) }
      if (await act(() => ask('POST', '/api/v1/subscriptions', { body }), (it) => `${id}: ${it.reason}`)) filter.value = ''
      done()
    },
  }, client ? field('Subscribe the client', client) : null, field(client ? 'to the filter' : 'Subscribe it to', filter), field('QoS at most', qos), h('button', {}, 'Subscribe'))
}

/** Those of one client. */
export function subscriptionsOf(view, clientId, { may, signal }) {
  view.append(h('h2', {}, 'Subscriptions'))
  const below = h('div')
  const shown = list(below, {
    path: '/api/v1/subscriptions',
    caption: 'Its subscriptions',
    empty: 'It has no subscription.',
    fixed: { clientId },
    columns: columns(may, () => shown.load(), false),
    signal,
  })
  if (may('operate')) view.append(adding(clientId, () => shown.load()))
  view.append(below)
}

export function show(view, { title, query, signal, may }) {
  view.append(top(title, h('p', {}, 'who wants what')))
  const below = h('div')
  const shown = list(below, {
    path: '/api/v1/subscriptions',
    caption: 'Subscriptions, by client and filter',
    empty: 'There is no subscription that this would be about.',
    filters: [
      { name: 'topic', label: 'A message of this topic matches' },
      { name: 'clientId', label: 'Client Identifier' },
      { name: 'filter', label: 'Exactly this filter' },
      { name: 'kind', label: 'Kind', options: KINDS },
    ],
    columns: columns(may, () => shown.load(), true),
    query,
    signal,
  })
  view.append(below)
  if (may('operate')) view.append(h('div', { class: 'card' }, h('h2', {}, 'Subscribe a client'), adding(null, () => shown.load())))
}
