// Stands where protobufjs looks for `long`, whose WebAssembly the page's policy would refuse:
// plain numbers are what the SDK's own pong check expects.
export default {};
