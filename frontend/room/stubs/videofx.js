// Stands where the SDK asks whether a processor is its background blur, which loads its code from
// another host: the room has none, and this bundle cannot fetch it.
export class VideoFxProcessor {}
export default VideoFxProcessor;
