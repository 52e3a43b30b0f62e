import { Link } from 'react-router';

export default function Settings() {
  return (
    <>
      <h1>Settings</h1>
      <Link to="/keep">Reports</Link>
    </>
  );
}
