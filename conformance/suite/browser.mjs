// What the suite's browser does on Doorward's pages, in the suite's own language of tasks and commands.

const OP = 'https://op.test:9443';
export const NAME = 'alice';
export const PASSWORD = 'correct horse battery staple';
const SCREENSHOT = 'update-image-placeholder';

const name = (before = []) => ({
  task: 'Name',
  match: `${OP}/login/*/identifier*`,
  optional: true,
  commands: [...before, ['text', 'id', 'username', NAME], ['click', 'id', 'login-submit']],
});
const password = (before = []) => ({
  task: 'Password',
  match: `${OP}/login/*/password*`,
  optional: true,
  commands: [...before, ['text', 'id', 'password', PASSWORD], ['click', 'id', 'login-submit']],
});
const consent = { task: 'Consent', match: `${OP}/consent/*`, optional: true, commands: [['click', 'id', 'consent-allow']] };
// An answer that travels as a form sends itself on by a script that the suite's browser is too old for.
const form = { task: 'Form', match: `${OP}/*`, optional: true, commands: [['click', 'xpath', '//form[@data-now]//button']] };
const back = { task: 'Back', match: '*/test/*/callback*', commands: [['wait', 'id', 'submission_complete', 10]] };

const authorize = (...tasks) => ({ match: `${OP}/authorize*`, tasks });
const signIn = authorize(name(), password(), consent, form, back);

// The second time, whichever page is asked for first is the proof that something was asked for.
const again = authorize(
  name([['wait', 'id', 'login-form', 10, '.*', `${SCREENSHOT}-optional`]]),
  password([['wait', 'id', 'login-form', 10, '.*', `${SCREENSHOT}-optional`]]),
  consent,
  form,
  back,
);

const errorPage = { task: 'Error page', match: `${OP}/*`, commands: [['wait', 'id', 'error-page', 10, '.*', SCREENSHOT]] };
const firstPage = {
  task: 'Sign-in page',
  match: `${OP}/login/*`,
  commands: [['wait', 'id', 'login-form', 10, '.*', SCREENSHOT]],
};

const logout = (...tasks) => ({ match: `${OP}/logout*`, tasks });
const confirm = {
  task: 'Confirmation',
  match: `${OP}/logout*`,
  optional: true,
  commands: [['click', 'id', 'logout-confirm', 'optional']],
};
const returned = { task: 'Returned', match: '*/test/*/post_logout_redirect*', optional: true };
const asked = logout({
  task: 'A question, and no redirect',
  match: `${OP}/logout*`,
  commands: [['wait', 'xpath', '//main', 10, '.*', SCREENSHOT]],
});
const signedOut = logout(
  confirm,
  { task: 'Signed out', match: `${OP}/logout/done*`, commands: [['wait', 'xpath', '//main', 10, '.*', SCREENSHOT]] },
);

export const browser = [signIn, logout(confirm, returned)];

const other = (entry) => ({ browser: [entry] });
const then = (entry) => ({ browser: [signIn, entry] });
const LOGOUT = 'oidcc-rp-initiated-logout-';

export const override = {
  'oidcc-prompt-login': other(again),
  'oidcc-max-age-1': other(again),
  'oidcc-ensure-registered-redirect-uri': other(authorize(errorPage)),
  'oidcc-ensure-redirect-uri-in-authorization-request': other(authorize(errorPage)),
  'oidcc-redirect-uri-query-added': other(authorize(errorPage)),
  'oidcc-redirect-uri-query-mismatch': other(authorize(errorPage)),
  'oidcc-registration-logo-uri': other(authorize(firstPage)),
  'oidcc-registration-policy-uri': other(authorize(firstPage)),
  'oidcc-registration-tos-uri': other(authorize(firstPage)),
  [`${LOGOUT}bad-post-logout-redirect-uri`]: then(asked),
  [`${LOGOUT}query-added-to-post-logout-redirect-uri`]: then(asked),
  [`${LOGOUT}modified-id-token-hint`]: then(asked),
  [`${LOGOUT}bad-id-token-hint`]: then(asked),
  [`${LOGOUT}no-id-token-hint`]: then(signedOut),
  [`${LOGOUT}no-params`]: then(signedOut),
  [`${LOGOUT}only-state`]: then(signedOut),
  [`${LOGOUT}no-post-logout-redirect-uri`]: then(signedOut),
};
