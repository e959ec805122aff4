// Why a warning of the suite stands, by the condition that gave it.

export const reasons = {};
