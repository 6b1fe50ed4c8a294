// Replaces `long`, which protobufjs looks for: the page's policy would refuse its WebAssembly, and
// the SDK's own pong check expects plain numbers.
export default {};
