// MQTT at the port that the page comes from, as whoever has signed in: the browser's cookie says who that is.

/** A client; `name` tells people what it is for. It connects again and again until it is ended. */
export async function connection(me, name) {
  const { default: mqtt } = await import('./lib/mqtt.js')
  const chance = Array.from(crypto.getRandomValues(new Uint8Array(6)), (each) => each.toString(36)).join('')
  return mqtt.connect(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/mqtt`, {
    clientId: `console:${me.users ? me.name : ''}:${name}-${chance}`,
    protocolVersion: 5,
    clean: true,
    keepalive: 30,
    reconnectPeriod: 3000,
    // Otherwise its timers would be those of a worker, whose script is no file of ours.
    timerVariant: 'native',
  })
}

/** Says in an element how a connection is. */
export function watch(client, place) {
  const tell = (words) => () => { place.textContent = words }
  place.textContent = client.connected ? 'connected' : 'connecting …'
  client.on('connect', tell('connected'))
  client.on('reconnect', tell('connecting again …'))
  client.on('close', tell('not connected'))
  client.on('error', (problem) => { place.textContent = problem.message })
}
