import { bytes, count, h, lasting, tag, time, top, words } from '../dom.js'
import { list } from '../list.js'
import { clientLink } from './clients.js'

export function show(view, { title, query, signal }) {
  view.append(top(title, h('p', {}, 'what is kept for clients, connected or not')))
  list(view, {
    path: '/api/v1/sessions',
    caption: 'Sessions, by Client Identifier',
    empty: 'There is no session that this would be about.',
    filters: [
      { name: 'prefix', label: 'Client Identifier begins with' },
      { name: 'connected', label: 'Connected', options: ['true', 'false'] },
    ],
    columns: [
      { name: 'Client Identifier', kind: 'id', of: (it) => clientLink(it.clientId) },
      { name: 'State', of: (it) => it.connected ? tag('connected', 'good') : tag('away') },
      { name: 'Since', of: (it) => time(it.since) },
      { name: 'Kept', of: (it) => it.expirySeconds === undefined ? 'for ever' : it.expirySeconds === 0 ? 'while connected' : lasting(it.expirySeconds) },
      { name: 'Subscriptions', kind: 'number', of: (it) => count(it.subscriptions) },
      { name: 'Waiting', kind: 'number', of: (it) => count(it.queuedMessages) },
      { name: 'Bytes', kind: 'number', of: (it) => bytes(it.queuedBytes) },
      { name: 'Inflight', kind: 'number', of: (it) => count(it.inflight) },
      { name: 'Delivered', kind: 'number', of: (it) => count(it.delivered) },
      { name: 'Dropped', of: (it) => Object.entries(it.dropped).map(([reason, number]) => `${words(reason)} ${count(number)}`).join(', ') },
    ],
    query,
    signal,
  })
}
