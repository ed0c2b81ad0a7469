import { z } from 'zod';

/** What a test may do to the gateway. */
export const gatewayFaultsSchema = z.object({
  /** Heartbeats stay without their acknowledgement. */
  ignoreHeartbeats: z.boolean().optional(),
  /** IDENTIFYs stay without an answer: READY never comes. */
  ignoreIdentifies: z.boolean().optional(),
  /** RESUMEs stay without an answer. */
  ignoreResumes: z.boolean().optional(),
  /** RESUMEs are refused as if the session were gone. */
  refuseResumes: z.boolean().optional(),
  /** The next connections are closed with this code when they identify. */
  closeOnIdentify: z.object({ code: z.int(), times: z.int().min(0) }).optional(),
  /** New connections are refused. */
  isDown: z.boolean().optional(),
  /** After READY no guild is told of. */
  withholdGuilds: z.boolean().optional(),
  /** What happens to events on their way. */
  delivery: z.enum(['in-order', 'twice', 'swapped', 'late', 'withheld']).optional(),
});

/** Members that are absent stay as they were. */
export type GatewayFaultChanges = z.output<typeof gatewayFaultsSchema>;

export interface GatewayFaults {
  ignoreHeartbeats: boolean;
  ignoreIdentifies: boolean;
  ignoreResumes: boolean;
  refuseResumes: boolean;
  closeOnIdentify: { readonly code: number; times: number };
  isDown: boolean;
  withholdGuilds: boolean;
  delivery: 'in-order' | 'twice' | 'swapped' | 'late' | 'withheld';
}

export function noGatewayFaults(): GatewayFaults {
  return {
    ignoreHeartbeats: false,
    ignoreIdentifies: false,
    ignoreResumes: false,
    refuseResumes: false,
    closeOnIdentify: { code: 0, times: 0 },
    isDown: false,
    withholdGuilds: false,
    delivery: 'in-order',
  };
}
