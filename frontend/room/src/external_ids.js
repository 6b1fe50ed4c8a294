// What the service's external ids tell: Accelevents writes "<name>_<user id>". Pure.

// The name may contain "_" itself. Any other id, such as that of a meeting's recording, has neither.
const NAME_AND_USER = /^(?:(.*)_)?(\d{1,19})$/s;

/**
 * The name and the user id in an external id, "" for what is not in it.
 * @param {string | null | undefined} externalId
 */
export function parseExternalId(externalId) {
  const [, serviceName = "", userId = ""] = NAME_AND_USER.exec(externalId ?? "") ?? [];
  return { serviceName, userId };
}

/**
 * Whether two external ids name the same person, whatever their name was at the time.
 * @param {string} one
 * @param {string} other
 */
export function isSamePerson(one, other) {
  const { userId } = parseExternalId(one);
  const isSameUser = userId !== "" && userId === parseExternalId(other).userId;
  return isSameUser || (one !== "" && one === other);
}
