using System.Globalization;
using Amazon.CDK;
using Amazon.CDK.AWS.SQS;

// An app with one resource, since the CDK refuses an empty stack, or with as many plain resources as the argument says.
var count = args is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
var app = new App();
Stack? stack = null;
for (var index = 0; index < count; index++)
{
    if (index % 50 == 0)
        stack = new Stack(app, $"Stack{index / 50}");
    _ = new CfnQueue(stack!, $"Queue{index}");
}
app.Synth();
