import { z } from 'zod';
import { fileTokenSchema } from '../core/contract/imports.ts';

/** What the shell tells the engine process. `connect` carries one port: the engine’s end of a page’s channel. */
export const engineMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('grant'), token: fileTokenSchema, path: z.string().min(1), use: z.enum(['open', 'save']) }),
  z.object({ type: z.literal('connect') }),
  z.object({ type: z.literal('close') }),
]);
export type EngineMessage = z.infer<typeof engineMessageSchema>;
