// Replaces AWS's messaging client, which only the SDK's DefaultMessagingSession uses.
export class ChimeSDKMessagingClient {}
export class GetMessagingSessionEndpointCommand {}
