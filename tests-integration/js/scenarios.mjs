// MQTT.js against a broker: node scenarios.mjs PORT VERSION   (VERSION: 3, 4 or 5, as the protocol says it)
//
// Runs every scenario of the version, and prints for each `ok NAME` or `failed NAME: REASON`. The Java side knows the
// names, so that nothing is left out silently.
import { any, connect, expect, expectSame, name, port, publish, sessionPresent, subscribe, version } from './client.mjs'
import * as five from './five.mjs'

const scenarios = {
  ...Object.fromEntries(
    [0, 1, 2].flatMap((qos) => [
      [`messages-qos-${qos}`, () => messages(qos)],
      [`retained-qos-${qos}`, () => retained(qos)],
      [`will-qos-${qos}`, () => will(qos)],
    ]),
  ),
  'resume-qos-1': () => resume(1),
  'resume-qos-2': () => resume(2),
  unsubscribe,
  takeover,
  ...(version === 5 ? five.scenarios : {}),
}

async function messages(qos) {
  const topic = name('messages')
  const subscriber = await any()
  const publisher = await any()
  await subscribe(subscriber, topic, { qos: 2 })
  const payloads = Array.from({ length: 50 }, (_, i) => `message ${i} 🧵`)
  for (const payload of payloads) await publish(publisher, topic, payload, { qos })
  for (const payload of payloads) await expect(subscriber, topic, payload, { qos, retain: false })
}

async function retained(qos) {
  const topic = name('retained')
  const publisher = await any()
  await subscribe(publisher, topic, { qos: 2 })
  await publish(publisher, topic, 'kept', { qos, retain: true })
  await expect(publisher, topic, 'kept', { qos, retain: false })
  const late = await any()
  await subscribe(late, topic, { qos: 2 })
  await expect(late, topic, 'kept', { qos, retain: true })
  await publish(publisher, topic, '', { qos, retain: true })
  await expect(late, topic, '', { qos, retain: false })
  const later = await any()
  await subscribe(later, topic, { qos: 2 })
  await publish(publisher, topic, 'nothing before this', { qos })
  await expect(later, topic, 'nothing before this', { qos })
}

async function will(qos) {
  const topic = name('will')
  const watcher = await any()
  await subscribe(watcher, topic, { qos: 2 })
  const leaving = await connect({ will: { topic, payload: 'never', qos, retain: false } })
  await leaving.endAsync()
  const dying = await connect({ will: { topic, payload: 'farewell', qos, retain: false } })
  dying.stream.destroy()
  await expect(watcher, topic, 'farewell', { qos, retain: false })
}

async function resume(qos) {
  const topic = name('resume')
  const kept = { clientId: name('kept'), clean: false, properties: version === 5 ? { sessionExpiryInterval: 3600 } : undefined }
  const first = await connect(kept)
  expectSame(sessionPresent(first), false)
  await subscribe(first, topic, { qos: 2 })
  await first.endAsync()
  const publisher = await any()
  for (let i = 0; i < 10; i++) await publish(publisher, topic, `message ${i}`, { qos })
  const again = await connect(kept)
  // MQTT 3.1 has no such flag.
  expectSame(sessionPresent(again), version > 3)
  for (let i = 0; i < 10; i++) await expect(again, topic, `message ${i}`, { qos, dup: false })
}

async function unsubscribe() {
  const [topic, other] = [name('topic'), name('other')]
  const client = await any()
  await subscribe(client, topic, { qos: 1 })
  await subscribe(client, other, { qos: 1 })
  await client.unsubscribeAsync(topic)
  await publish(client, topic, 'to nobody', { qos: 1 })
  await publish(client, other, 'nothing before this', { qos: 1 })
  await expect(client, other, 'nothing before this', { qos: 1 })
}

async function takeover() {
  const clientId = name('twice')
  const first = await connect({ clientId })
  const closed = new Promise((resolve) => first.once('close', resolve))
  const second = await connect({ clientId })
  await closed
  await subscribe(second, clientId, { qos: 1 })
  await publish(second, clientId, 'here', { qos: 1 })
  await expect(second, clientId, 'here', { qos: 1 })
}

console.log(`version ${version} on ${port}`)
for (const [scenario, run] of Object.entries(scenarios)) {
  try {
    await run()
    console.log(`ok ${scenario}`)
  } catch (error) {
    console.log(`failed ${scenario}: ${error.message.replaceAll('\n', ' ')}`)
  }
}
process.exit(0)
