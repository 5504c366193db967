import { addressChecks } from '../../../lib/definition/checks/addresses.js';
import { describeChecks } from '../../support/checks.js';
import { minimal } from '../../support/definitions.js';

const to = (cidr: string, except: readonly string[] = []) =>
  minimal({ network: { egress: [{ kind: 'cidr', cidr, except, ports: [443] }] } });
const ports = (port: number, endPort: number) =>
  minimal({ network: { egress: [{ kind: 'cidr', cidr: '10.0.0.0/8', ports: [443, { port, endPort }] }] } });

describeChecks(addressChecks, [
  {
    id: 'address-range',
    breaks: to('10.1.2.3/8'),
    path: 'network.egress[0].cidr',
    says: ['10.1.2.3/8', 'not its first'],
    passes: to('10.0.0.0/8'),
  },
  {
    id: 'address-range',
    breaks: to('2001:db8::1/32'),
    path: 'network.egress[0].cidr',
    says: ['2001:db8::1/32'],
    passes: to('2001:db8::/32'),
  },
  {
    id: 'address-range',
    breaks: to('::ffff:10.0.0.0/104'),
    path: 'network.egress[0].cidr',
    says: ['IPv4 range in IPv6 form'],
    passes: to('::/0', ['2001:db8::/32']),
  },
  {
    id: 'address-range',
    breaks: to('10.0.0.0/8', ['10.1.0.0/16', '11.0.0.0/16']),
    path: 'network.egress[0].except[1]',
    says: ['11.0.0.0/16', '10.0.0.0/8'],
    passes: to('10.0.0.0/8', ['10.1.0.0/16', '10.255.255.255/32']),
  },
  {
    id: 'address-range',
    breaks: to('10.0.0.0/8', ['10.0.0.0/8']),
    path: 'network.egress[0].except[0]',
    says: ['does not lie within'],
    passes: to('10.0.0.0/8', ['10.0.0.0/9']),
  },
  {
    id: 'address-range',
    breaks: to('0.0.0.0/0', ['2001:db8::/32']),
    path: 'network.egress[0].except[0]',
    says: ['2001:db8::/32', '0.0.0.0/0'],
    passes: to('0.0.0.0/0', ['169.254.169.254/32']),
  },
  {
    id: 'address-range',
    breaks: minimal({ network: { callers: [{ kind: 'cidr', cidr: '203.0.113.9/24' }] } }),
    path: 'network.callers[0].cidr',
    says: ['203.0.113.9/24'],
    passes: minimal({ network: { callers: [{ kind: 'cidr', cidr: '203.0.113.9/32' }] } }),
  },
  {
    id: 'address-range',
    breaks: minimal({ dependencies: { postgres: { version: '16', at: { kind: 'cidr', cidr: '10.0.0.1/24' } } } }),
    path: 'dependencies.postgres.at.cidr',
    says: ['10.0.0.1/24'],
    passes: minimal({ dependencies: { postgres: { version: '16', at: { kind: 'cidr', cidr: '10.0.0.0/24' } } } }),
  },
  {
    id: 'port-range',
    breaks: ports(9000, 8999),
    path: 'network.egress[0].ports[1].endPort',
    says: ['8999', '9000'],
    passes: ports(9000, 9000),
  },
]);
