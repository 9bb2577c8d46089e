import { App, Stack } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';

const app = new App();
new CfnQueue(new Stack(app, 'Stack0'), 'Queue0');
app.synth();
