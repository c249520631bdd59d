import { count, h, top } from '../dom.js'
import { list } from '../list.js'

export function show(view, { title, signal }) {
  view.append(top(title, h('p', {}, 'where clients come in')))
  list(view, {
    path: '/api/v1/listeners',
    whole: true,
    caption: 'Listeners, in the order in which they were opened',
    columns: [
      { name: 'Name', of: (it) => h('a', { href: `#/clients?listener=${encodeURIComponent(it.name)}` }, it.name) },
      { name: 'Transport', of: (it) => it.transport },
      { name: 'Address', kind: 'id', of: (it) => it.uri },
      { name: 'Connections', kind: 'number', of: (it) => count(it.connections) },
      { name: 'At most', kind: 'number', of: (it) => count(it.connectionsMax) },
    ],
    signal,
  })
}
