// What only MQTT 5 has, in the words of MQTT.js.
import { any, connect, expect, expectRefused, expectSame, name, next, publish, subscribe, within } from './client.mjs'

export const scenarios = {
  'user-properties-in-order': userPropertiesInOrder,
  'properties-of-a-will': propertiesOfAWill,
  'request-and-response': requestAndResponse,
  'subscription-identifiers': subscriptionIdentifiers,
  'shared-subscription': sharedSubscription,
  'topic-alias-of-the-client': topicAliasOfTheClient,
  'topic-alias-of-the-server': topicAliasOfTheServer,
  'no-local': noLocal,
  'retain-handling': retainHandling,
  'retain-as-published': retainAsPublished,
  'message-expiry': messageExpiry,
  'session-expiry-in-disconnect': sessionExpiryInDisconnect,
  'reason-codes': reasonCodes,
  'taken-over': takenOver,
  'receive-maximum': receiveMaximum,
  'maximum-packet-size': maximumPacketSize,
  'assigned-client-identifier': assignedClientIdentifier,
  'server-keep-alive': serverKeepAlive,
}

async function userPropertiesInOrder() {
  const topic = name('properties')
  const client = await any()
  await subscribe(client, topic, { qos: 1 })
  const userProperties = { b: ['1', '3'], a: '2' }
  await publish(client, topic, 'text', { qos: 1, properties: { userProperties, contentType: 'text/plain', payloadFormatIndicator: true } })
  const { properties } = await expect(client, topic, 'text')
  expectSame({ ...properties.userProperties }, userProperties)
  expectSame(Object.keys(properties.userProperties), ['b', 'a'])
  expectSame(properties.contentType, 'text/plain')
  expectSame(properties.payloadFormatIndicator, true)
}

async function propertiesOfAWill() {
  const topic = name('will')
  const watcher = await any()
  await subscribe(watcher, topic, { qos: 1 })
  const properties = { userProperties: { why: 'died' }, contentType: 'text/plain', willDelayInterval: 1 }
  const dying = await connect({
    properties: { sessionExpiryInterval: 60 },
    will: { topic, payload: 'farewell', qos: 1, retain: false, properties },
  })
  dying.stream.destroy()
  const will = await expect(watcher, topic, 'farewell')
  expectSame(will.properties.userProperties.why, 'died')
  expectSame(will.properties.contentType, 'text/plain')
  expectSame(will.properties.willDelayInterval, undefined)
}

async function requestAndResponse() {
  const [requests, responses] = [name('requests'), name('responses')]
  const [asking, answering] = [await any(), await any()]
  await subscribe(answering, requests, { qos: 1 })
  await subscribe(asking, responses, { qos: 1 })
  const correlationData = Buffer.from([0, 1, 255])
  await publish(asking, requests, 'question', { qos: 1, properties: { responseTopic: responses, correlationData } })
  const { properties } = await expect(answering, requests, 'question')
  await publish(answering, properties.responseTopic, 'answer', {
    qos: 1,
    properties: { correlationData: properties.correlationData },
  })
  const answer = await expect(asking, responses, 'answer')
  expectSame(answer.properties.correlationData, correlationData)
}

async function subscriptionIdentifiers() {
  const topic = name('identified')
  const client = await any()
  await subscribe(client, topic, { qos: 1, properties: { subscriptionIdentifier: 7 } })
  await subscribe(client, `${topic}/#`, { qos: 1, properties: { subscriptionIdentifier: 268435455 } })
  await publish(client, topic, 'text', { qos: 1 })
  const { properties } = await expect(client, topic, 'text')
  expectSame([...properties.subscriptionIdentifier].sort(), [268435455, 7].sort())
}

async function sharedSubscription() {
  const topic = name('shared')
  const [one, two, publisher] = [await any(), await any(), await any()]
  for (const member of [one, two]) {
    await subscribe(member, `$share/group/${topic}`, { qos: 1 })
    await subscribe(member, `${topic}/end`, { qos: 1 })
  }
  const sent = Array.from({ length: 40 }, (_, i) => `message ${i}`)
  for (const payload of sent) await publish(publisher, topic, payload, { qos: 1 })
  await publish(publisher, `${topic}/end`, 'end', { qos: 1 })
  const parts = []
  for (const member of [one, two]) {
    const part = []
    for (let message = await next(member); message.payload !== 'end'; message = await next(member)) part.push(message.payload)
    parts.push(part)
  }
  expectSame(parts.flat().sort(), sent.sort())
  expectSame(parts.every((part) => part.length > 0), true)
}

async function topicAliasOfTheClient() {
  const topic = name('aliased')
  const client = await connect({ autoAssignTopicAlias: true })
  expectSame(client.connack.properties.topicAliasMaximum > 0, true)
  const topics = []
  client.on('packetsend', (packet) => packet.cmd === 'publish' && topics.push(packet.topic))
  await subscribe(client, topic, { qos: 1 })
  for (const payload of ['one', 'two']) {
    await publish(client, topic, payload, { qos: 1 })
    await expect(client, topic, payload)
  }
  expectSame(topics, [topic, ''])
}

async function topicAliasOfTheServer() {
  const topic = name('aliased')
  const client = await connect({ properties: { topicAliasMaximum: 5 } })
  await subscribe(client, topic, { qos: 1 })
  const aliases = []
  for (const payload of ['one', 'two']) {
    await publish(client, topic, payload, { qos: 1 })
    // The library puts the topic in again.
    aliases.push((await expect(client, topic, payload)).properties.topicAlias)
  }
  expectSame(aliases, [1, 1])
}

async function noLocal() {
  const topic = name('local')
  const [client, other] = [await any(), await any()]
  await subscribe(client, topic, { qos: 1, nl: true })
  await publish(client, topic, 'own', { qos: 1 })
  await publish(other, topic, 'of another', { qos: 1 })
  await expect(client, topic, 'of another')
}

async function retainHandling() {
  const topic = name('retained')
  const client = await any()
  await publish(client, topic, 'kept', { qos: 1, retain: true })
  await subscribe(client, topic, { qos: 1, rh: 2 })
  await publish(client, topic, 'after 2', { qos: 1 })
  await expect(client, topic, 'after 2')
  await subscribe(client, topic, { qos: 1, rh: 1 })
  await publish(client, topic, 'after 1', { qos: 1 })
  await expect(client, topic, 'after 1')
  await subscribe(client, topic, { qos: 1, rh: 0 })
  await expect(client, topic, 'kept', { retain: true })
  await client.unsubscribeAsync(topic)
  await subscribe(client, topic, { qos: 1, rh: 1 })
  await expect(client, topic, 'kept', { retain: true })
}

async function retainAsPublished() {
  const topic = name('published')
  const client = await any()
  await subscribe(client, topic, { qos: 1, rap: true })
  await publish(client, topic, 'kept', { qos: 1, retain: true })
  await expect(client, topic, 'kept', { retain: true })
  await publish(client, topic, 'passing', { qos: 1 })
  await expect(client, topic, 'passing', { retain: false })
}

async function messageExpiry() {
  const topic = name('expiring')
  const kept = { clientId: name('kept'), clean: false, properties: { sessionExpiryInterval: 3600 } }
  const first = await connect(kept)
  await subscribe(first, topic, { qos: 1 })
  await first.endAsync()
  const publisher = await any()
  await publish(publisher, topic, 'too late', { qos: 1, properties: { messageExpiryInterval: 0 } })
  await publish(publisher, topic, 'in time', { qos: 1, properties: { messageExpiryInterval: 1000 } })
  const again = await connect(kept)
  const { properties } = await expect(again, topic, 'in time')
  expectSame(properties.messageExpiryInterval > 900 && properties.messageExpiryInterval <= 1000, true)
}

async function sessionExpiryInDisconnect() {
  const kept = { clientId: name('kept'), clean: false, properties: { sessionExpiryInterval: 3600 } }
  await (await connect(kept)).endAsync()
  const again = await connect(kept)
  expectSame(again.connack.sessionPresent, true)
  await again.endAsync(false, { properties: { sessionExpiryInterval: 0 } })
  expectSame((await connect(kept)).connack.sessionPresent, false)
}

async function reasonCodes() {
  const client = await any()
  const puback = new Promise((resolve) => client.on('packetreceive', (packet) => packet.cmd === 'puback' && resolve(packet)))
  await publish(client, name('nobody'), 'text', { qos: 1 })
  expectSame((await within(puback, 'PUBACK')).reasonCode, 0x10)
  const unsubscribed = await client.unsubscribeAsync(name('never'))
  expectSame(unsubscribed.granted, [0x11])
  await expectRefused(subscribe(client, 'test/nosubscribe', { qos: 1 }), 0x87)
}

async function takenOver() {
  const clientId = name('twice')
  const first = await connect({ clientId })
  const closed = new Promise((resolve) => first.once('close', resolve))
  await connect({ clientId })
  await within(closed, 'DISCONNECT')
  expectSame(first.goodbye.reasonCode, 0x8e)
}

/** The library takes one packet at a time: that the window is kept is for the specs to see, here that it moves on. */
async function receiveMaximum() {
  const topic = name('window')
  const client = await connect({ properties: { receiveMaximum: 1 } })
  const publisher = await any()
  await subscribe(client, topic, { qos: 2 })
  for (let i = 0; i < 10; i++) await publish(publisher, topic, `message ${i}`, { qos: 1 + (i % 2) })
  for (let i = 0; i < 10; i++) await expect(client, topic, `message ${i}`)
}

async function maximumPacketSize() {
  const topic = name('large')
  const client = await connect({ properties: { maximumPacketSize: 200 } })
  const publisher = await any()
  await subscribe(client, topic, { qos: 1 })
  await publish(publisher, topic, 'x'.repeat(300), { qos: 1 })
  await publish(publisher, topic, 'small', { qos: 1 })
  await expect(client, topic, 'small')
}

async function assignedClientIdentifier() {
  const client = await connect({ clientId: '' })
  expectSame(client.connack.properties.assignedClientIdentifier.length > 0, true)
}

async function serverKeepAlive() {
  const client = await connect({ keepalive: 120 })
  expectSame(client.connack.properties.serverKeepAlive, 60)
  const content = await connect({ keepalive: 30 })
  expectSame(content.connack.properties.serverKeepAlive, undefined)
}
