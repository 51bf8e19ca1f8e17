// The API's description as a page. FastAPI's own page starts itself by an inline script, which the policy forbids.
SwaggerUIBundle({ url: "/openapi.json", dom_id: "#api", deepLinking: true, validatorUrl: null });
