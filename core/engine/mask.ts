import { createHmac, randomBytes } from 'node:crypto';

/** Stands for a name, e-mail, phone or customer id: the same for the same text within a project, and different between projects. */
export type Mask = (text: string) => string;

/** 256 random bits as hex digits. */
export const newMaskKey = (): string => randomBytes(32).toString('hex');

/** First 16 hex digits of HMAC-SHA-256 (RFC 2104) of the text as UTF-8, under the project’s key. */
export function createMask(key: string): Mask {
  const secret = Buffer.from(key, 'hex');
  return (text) => createHmac('sha256', secret).update(text, 'utf8').digest('hex').slice(0, 16);
}
