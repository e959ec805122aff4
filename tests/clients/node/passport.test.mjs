// passport-openidconnect signs in for real, as docs/clients/passport.md says.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';

import express from 'express';
import session from 'express-session';
import passport from 'passport';
import OpenIDConnectStrategy from 'passport-openidconnect';

import { Doorward } from '../../browser/doorward.mjs';
import { FormBrowser } from '../../browser/form_browser.mjs';

let server, person, listener, origin;
before(async () => {
  server = await Doorward.start();
  person = await server.person('paula');
  const app = express();
  listener = app.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  origin = `http://localhost:${listener.address().port}`;
  const options = ['--id', 'express', '--name', 'Express', '--redirect-uri', `${origin}/callback`, '--skip-consent'];
  const made = JSON.parse(await server.command(['client', 'create', ...options, '--json']));
  passport.use(new OpenIDConnectStrategy({
    issuer: server.issuer,
    authorizationURL: `${server.issuer}/authorize`,
    tokenURL: `${server.issuer}/token`,
    userInfoURL: `${server.issuer}/userinfo`,
    clientID: made.client_id,
    clientSecret: made.client_secret,
    callbackURL: `${origin}/callback`,
    scope: ['profile', 'email'],
    // Without it the profile is what stands in the ID token.
    skipUserProfile: false,
  }, (issuer, profile, done) => done(null, { issuer, ...profile })));
  passport.serializeUser((user, done) => done(null, user));
  passport.deserializeUser((user, done) => done(null, user));
  app.use(session({ secret: 'for this test', resave: false, saveUninitialized: false }));
  app.use(passport.authenticate('session'));
  app.get('/login', passport.authenticate('openidconnect'));
  app.get('/callback', passport.authenticate('openidconnect', { failureRedirect: '/failed' }), (_, answer) => answer.redirect('/'));
  app.get('/', (request, answer) => answer.json(request.user ?? null));
  app.get('/failed', (_, answer) => answer.status(401).end());
});
after(async () => {
  listener?.close();
  await server?.stop();
});

// One request of somebody's browser to the application.
async function visit(url, cookie = '') {
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
  const set = response.headers.getSetCookie().map((one) => one.split(';')[0]);
  return { response, cookie: set.at(-1) ?? cookie, location: response.headers.get('location') };
}

test('a person signs in at an Express application', async () => {
  const begun = await visit(`${origin}/login`);
  assert.ok(begun.location.startsWith(`${server.issuer}/authorize?`), begun.location);
  const back = await new FormBrowser(server.issuer).signIn(server, person, begun.location);
  const returned = await visit(back, begun.cookie);
  assert.equal(returned.location, '/');
  const user = await (await visit(`${origin}/`, returned.cookie)).response.json();
  assert.equal(user.issuer, server.issuer);
  assert.equal(user.displayName, 'Person paula');
  assert.equal(user.emails[0].value, person.email);

  // The answer in another browser, and once more in this one.
  assert.equal((await visit(back)).location, '/failed');
  assert.notEqual((await visit(back, begun.cookie)).location, '/');
});
