// Ends the session at the provider; next-auth's own page asks about the one here.
import { getToken } from 'next-auth/jwt';

export async function GET(request) {
  const token = await getToken({ req: request });
  const to = new URL(`${process.env.ISSUER}/logout`);
  if (token) to.searchParams.set('id_token_hint', token.hint);
  to.searchParams.set('client_id', process.env.CLIENT_ID);
  to.searchParams.set('post_logout_redirect_uri', `${process.env.NEXTAUTH_URL}/api/auth/signout`);
  return Response.redirect(to);
}
