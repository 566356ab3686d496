/** Put together here, so that no scanner takes this file for a leak. */
const join = (...parts: string[]) => parts.join('');
const x = (length: number) => 'a1B2c3D4'.repeat(Math.ceil(length / 8)).slice(0, length);
const hex = (length: number) => '0a1b2c3d'.repeat(Math.ceil(length / 8)).slice(0, length);
/** Its length lets the last brace stand alone, as the rule wants it. */
const ops = btoa(JSON.stringify({ email: `${x(40)}@example.com`, key: x(78) }));

/** Made-up secrets in the forms that secretlint's recommended rules know, one or more for each rule. */
export const planted = [
  join('AKIA', 'Q2W3E4R5T6Y7U8I9'),
  `aws_account_id = ${join('1234', '-5678-', '9012')}`,
  `AWS_SECRET_ACCESS_KEY="${x(40)}"`,
  join('npm_', x(36)),
  `https://${join('ada', ':tr0ub4dor')}@intranet.example.net/path`,
  join('xoxb-', '1234567890-', x(24)),
  join('https://hooks.slack.com/', 'services/T0A1B2C3/B0A1B2C3/', x(24)),
  join('SG.', x(22), '.', x(43)),
  join('shpat', '_', hex(32)),
  join('sk_live', '_', x(24)),
  join('rk_test', '_', x(99)),
  join('ghp', '_', x(36)),
  join('github_pat', '_', x(82)),
  join('ghs', '_12345_', x(20), '.', x(40), '.', x(20)),
  join('glpat', '-', x(20)),
  join('glc', '_eyJ', x(40)),
  join('glsa', '_', x(32), '_', hex(8)),
  join('sk-', x(20), 'T3Blbk', 'FJ', x(20)),
  join('sk-ant-', 'api03-', x(93), 'AA'),
  join('gsk', '_', x(52)),
  join('hf', '_', 'aBcD'.repeat(9).slice(0, 34)),
  join('lin_api', '_', x(40)),
  join('ntn', '_', '12345678901', x(35)),
  join('ops', '_', ops),
  `mongodb+srv://${join('ada', ':tr0ub4dor')}@cluster0.example.net/db?retry=true`,
  `jdbc:mysql://${join('ada', ':tr0ub4dor')}@db.example.net:3306/db`,
  `postgresql://${join('ada', ':tr0ub4dor')}@db.example.net/db`,
  join('hvs', '.', x(90)),
  join('hvb', '.', x(138)),
  join('hvr', '.', x(100)),
  join('vcp', '_', x(24)),
  join('dapi', hex(32), '-2'),
  join('dckr_pat', '_', x(27)),
  join('figd', '_', x(40)),
  join('cfut', '_', x(40), hex(8)),
  join('tskey', '-auth-', x(12), '-', x(32)),
];
