// Stands where the SDK imports AWS's messaging client, which only its DefaultMessagingSession uses.
export class ChimeSDKMessagingClient {}
export class GetMessagingSessionEndpointCommand {}
