// MQTT.js with promises that end: what came waits in order, and every wait has a limit.
import assert from 'node:assert/strict'
import mqtt from 'mqtt'

const LIMIT = 20_000

export const port = Number(process.argv[2])
export const version = Number(process.argv[3])

/** tcp or ws. */
const scheme = process.argv[4] ?? 'tcp'

let names = 0

/** A name that nothing else uses, for a topic or a client: short enough for MQTT 3.1. */
export const name = (stem) => `${stem}${version}${scheme[0]}${++names}`

export const within = (promise, what) => {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing came in time`)), LIMIT)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/** A client that was accepted. */
export async function connect(options = {}) {
  const client = mqtt.connect({
    host: '127.0.0.1',
    port,
    protocol: scheme,
    path: '/mqtt',
    protocolVersion: version,
    protocolId: version === 3 ? 'MQIsdp' : 'MQTT',
    clientId: name('c'),
    clean: true,
    reconnectPeriod: 0,
    ...options,
  })
  client.inbox = []
  client.wanted = []
  client.on('packetreceive', (packet) => {
    if (packet.cmd === 'disconnect') client.goodbye = packet
  })
  client.on('message', (topic, payload, packet) => {
    const message = { ...packet, topic, payload: payload.toString() }
    const wanted = client.wanted.shift()
    if (wanted) wanted(message)
    else client.inbox.push(message)
  })
  const answer = new Promise((resolve, reject) => {
    client.once('connect', resolve)
    client.once('error', reject)
  })
  client.connack = await within(answer, 'CONNACK')
  client.on('error', () => {})
  return client
}

export const any = () => connect()

export const sessionPresent = (client) => client.connack.sessionPresent

export const subscribe = (client, topic, options) => within(client.subscribeAsync(topic, options), 'SUBACK')

export const publish = (client, topic, payload, options) =>
  within(client.publishAsync(topic, payload, options), 'PUBLISH')

/** The next message, whatever it is. */
export const next = (client) =>
  client.inbox.length > 0
    ? Promise.resolve(client.inbox.shift())
    : within(new Promise((resolve) => client.wanted.push(resolve)), 'message')

/** The next message is this, and has these fields. */
export async function expect(client, topic, payload, fields = {}) {
  const message = await next(client)
  const seen = { topic: message.topic, payload: message.payload }
  for (const field of Object.keys(fields)) seen[field] = message[field]
  assert.deepEqual(seen, { topic, payload, ...fields })
  return message
}

export const expectSame = (actual, expected) => assert.deepEqual(actual, expected)

/** The subscription is refused with this Reason Code. */
export async function expectRefused(subscription, code) {
  const outcome = await subscription.then(
    () => 'granted',
    (error) => error.packet?.granted[0] ?? error,
  )
  assert.equal(outcome, code)
}
