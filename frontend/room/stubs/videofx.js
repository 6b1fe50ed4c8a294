// Replaces the SDK's background blur, which loads its code from another host. The SDK asks whether
// a processor is one; the room has none.
export class VideoFxProcessor {}
export default VideoFxProcessor;
