// What docs/clients/next-auth.md says.
const { ISSUER, CLIENT_ID, CLIENT_SECRET } = process.env;

// Refresh tokens rotate: what comes back is kept.
async function renewed(token) {
  const answer = await fetch(`${ISSUER}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${CLIENT_ID}:${CLIENT_SECRET}`)}` },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token.refresh }),
  });
  const tokens = await answer.json();
  if (!answer.ok) return { ...token, error: tokens.error };
  return {
    ...token,
    access: tokens.access_token,
    refresh: tokens.refresh_token ?? token.refresh,
    expires: Date.now() / 1000 + tokens.expires_in,
  };
}

export const options = {
  providers: [{
    id: 'doorward',
    name: 'Doorward',
    type: 'oauth',
    wellKnown: `${ISSUER}/.well-known/openid-configuration`,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    authorization: { params: { scope: 'openid profile email offline_access' } },
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    userinfo: { request: ({ client, tokens }) => client.userinfo(tokens) },
    profile: ({ sub, name, email }) => ({ id: sub, name, email }),
  }],
  callbacks: {
    async jwt({ token, account, trigger }) {
      if (account) {
        const { access_token: access, refresh_token: refresh, expires_at: expires, id_token: hint } = account;
        return { ...token, access, refresh, expires, hint };
      }
      return trigger === 'update' || Date.now() / 1000 > token.expires ? renewed(token) : token;
    },
    session: ({ session, token }) => ({
      ...session,
      user: { ...session.user, id: token.sub },
      access: token.access,
      error: token.error,
    }),
  },
};
