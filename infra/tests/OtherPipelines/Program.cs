using Amazon.CDK;
using OtherPipelines;

// Pipelines as others write them, for rehearsals of apps that are not this repository's: the program's argument is the app's name.
var app = new App();
switch (args[0])
{
    case "reference":
        _ = new ReferenceStack(app, "fruit-api-pipeline", isWhole: false);
        break;
    case "whole-reference":
        _ = new ReferenceStack(app, "fruit-api-pipeline", isWhole: true);
        break;
    case "two-stages":
        _ = new TwoStagesStack(app, "PipelineStack");
        break;
    case "workshop":
        _ = new WorkshopStack(app, "WorkshopPipelineStack");
        break;
}
app.Synth();
