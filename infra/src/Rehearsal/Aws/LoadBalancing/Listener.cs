using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Rehearsal.Aws.LoadBalancing;

/// <summary>Decides who answers a request: a target, or the load balancer itself.</summary>
internal sealed class Listener
{
    private readonly ConcurrentDictionary<string, ListenerRule> rules = new();

    /// <summary>The answer to requests that no rule fits; nothing, where a target is to answer those.</summary>
    public FixedResponse? Default { get; set; }

    public void Set(string id, ListenerRule rule) => rules[id] = rule;

    public void Remove(string id) => rules.TryRemove(id, out _);

    /// <returns>Nothing, where a target is to answer.</returns>
    public FixedResponse? AnswerTo(HttpRequest request)
    {
        var rule = rules.Values.Where(rule => rule.Fits(request)).MinBy(rule => rule.Priority);
        return rule is null ? Default : rule.Answer;
    }
}
