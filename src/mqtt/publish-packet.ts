const publish = 0x30;
const retainFlag = 0x01;
/** MQTT 5 only: the length of the properties, which are none. */
const noProperties = 0;

/**
 * A PUBLISH of quality of service 0, whole, in one buffer (MQTT 3.1.1 and 5, section 3.3). A library that writes it
 * in pieces costs as much again as everything else that a device does for a reply.
 *
 * @param topic at most 65,535 bytes
 */
export function encodePublish(
  version: 4 | 5,
  topic: string,
  payload: string | Buffer,
  retain: boolean,
): Buffer {
  const topicBytes = Buffer.byteLength(topic);
  const payloadBytes = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.length;
  const rest = 2 + topicBytes + (version === 5 ? 1 : 0) + payloadBytes;
  const packet = Buffer.allocUnsafe(1 + lengthBytes(rest) + rest);
  packet[0] = publish | (retain ? retainFlag : 0);
  let at = writeLength(packet, rest);
  at = packet.writeUInt16BE(topicBytes, at);
  at += packet.write(topic, at);
  if (version === 5) packet[at++] = noProperties;
  if (typeof payload === 'string') packet.write(payload, at);
  else payload.copy(packet, at);
  return packet;
}

/** Seven bits a byte, lowest first; the eighth says that more follow (section 2.2.3, in MQTT 5 section 1.5.5). */
function writeLength(packet: Buffer, length: number): number {
  let at = 1;
  let left = length;
  for (; left > 0x7f; left >>>= 7) packet[at++] = (left & 0x7f) | 0x80;
  packet[at++] = left;
  return at;
}

function lengthBytes(length: number): number {
  return length < 0x80 ? 1 : length < 0x4000 ? 2 : length < 0x20_0000 ? 3 : 4;
}
