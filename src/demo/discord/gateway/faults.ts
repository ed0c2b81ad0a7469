/** What a test may do to the gateway. Those with `times` wear off. */
export interface GatewayFaults {
  /** Heartbeats stay without their acknowledgement. */
  ignoreHeartbeats: boolean;
  /** RESUMEs stay without an answer. */
  ignoreResumes: boolean;
  /** RESUMEs are refused as if the session were gone. */
  refuseResumes: boolean;
  /** The next connections are closed with this code when they identify. */
  closeOnIdentify: { readonly code: number; times: number } | undefined;
  /** New connections are refused. */
  isDown: boolean;
  /** What happens to events on their way. */
  delivery: 'in-order' | 'twice' | 'swapped' | 'withheld';
}

export function createGatewayFaults(): GatewayFaults {
  return {
    ignoreHeartbeats: false,
    ignoreResumes: false,
    refuseResumes: false,
    closeOnIdentify: undefined,
    isDown: false,
    delivery: 'in-order',
  };
}
