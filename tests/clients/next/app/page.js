import { getServerSession } from 'next-auth';
import { options } from './options.js';

export default async function Page() {
  const session = await getServerSession(options);
  return <p>{session ? `Hello ${session.user.name}` : 'Hello stranger'}</p>;
}
