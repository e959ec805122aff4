// The certification plans, with the variant and the configuration of each.

import { browser, override } from './browser.mjs';

export const DISCOVERY = 'https://op.test:9443/.well-known/openid-configuration';
const client = (id) => ({ client_id: `suite-${id}`, client_secret: `secret-${id}-0123456789abcdef0123456789abcdef` });

const common = {
  server: { discoveryUrl: DISCOVERY, login_hint: 'alice' },
  options: { browsercontrol_css_enable: false },
  browser,
  override,
};
export const configurations = {
  // Clients of clients.d.
  static: {
    ...common,
    alias: 'doorward',
    client: client('basic-1'),
    client2: client('basic-2'),
    client_secret_post: client('post-1'),
  },
  // Clients that register themselves.
  dynamic: { ...common, client: { client_name: 'Suite one' }, client2: { client_name: 'Suite two' } },
};

const fixed = { server_metadata: 'discovery', client_registration: 'static_client' };

const dynamic = { server_metadata: 'discovery', client_registration: 'dynamic_client' };
const dynamicLogout = { client_registration: 'dynamic_client', response_type: 'code' };

// name -> [plan, variant, configuration]
export const plans = {
  config: ['oidcc-config-certification-test-plan', {}, 'static'],
  basic: ['oidcc-basic-certification-test-plan', dynamic, 'dynamic'],
  'basic-static': ['oidcc-basic-certification-test-plan', fixed, 'static'],
  'form-post-basic-static': ['oidcc-formpost-basic-certification-test-plan', fixed, 'static'],
  'rp-logout-static': [
    'oidcc-rp-initiated-logout-certification-test-plan',
    { client_registration: 'static_client', response_type: 'code' },
    'static',
  ],
  'form-post-basic': ['oidcc-formpost-basic-certification-test-plan', dynamic, 'dynamic'],
  'rp-logout': ['oidcc-rp-initiated-logout-certification-test-plan', dynamicLogout, 'dynamic'],
  'back-channel-logout': ['oidcc-backchannel-rp-initiated-logout-certification-test-plan', dynamicLogout, 'dynamic'],
  'front-channel-logout': ['oidcc-frontchannel-rp-initiated-logout-certification-test-plan', dynamicLogout, 'dynamic'],
  'third-party-login': ['oidcc-3rdparty-init-login-certification-test-plan', { response_type: 'code' }, 'dynamic'],
  // These ask for oauth.front_channel_tokens.
  dynamic: ['oidcc-dynamic-certification-test-plan', { response_type: 'code' }, 'dynamic'],
  'dynamic-id-token': ['oidcc-dynamic-certification-test-plan', { response_type: 'id_token' }, 'dynamic'],
  'dynamic-id-token-token': ['oidcc-dynamic-certification-test-plan', { response_type: 'id_token token' }, 'dynamic'],
  'dynamic-code-id-token': ['oidcc-dynamic-certification-test-plan', { response_type: 'code id_token' }, 'dynamic'],
  'dynamic-code-token': ['oidcc-dynamic-certification-test-plan', { response_type: 'code token' }, 'dynamic'],
  'dynamic-code-id-token-token': ['oidcc-dynamic-certification-test-plan', { response_type: 'code id_token token' }, 'dynamic'],
  implicit: ['oidcc-implicit-certification-test-plan', dynamic, 'dynamic'],
  hybrid: ['oidcc-hybrid-certification-test-plan', dynamic, 'dynamic'],
  'form-post-implicit': ['oidcc-formpost-implicit-certification-test-plan', dynamic, 'dynamic'],
  'form-post-hybrid': ['oidcc-formpost-hybrid-certification-test-plan', dynamic, 'dynamic'],
};
